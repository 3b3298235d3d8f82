/** The trainer for any model on any backend: every operation of a step is a call of its own. */

import type * as tf from "@tensorflow/tfjs";
import type { AdamOptions } from "./adam.ts";
import { createAdamTrainer } from "./adam_trainer.ts";
import { ModelGradients } from "./model_gradients.ts";
import type { Trainer } from "./trainer.ts";

/**
 * Creates a trainer that runs eager TensorFlow.js on the backend in use, with Adam as in Keras.
 *
 * It works in the model's own variables: their values are only defined after `updateModel`. Dropout
 * draws its masks from `Math.random`, so that only a model without it trains the same way twice.
 *
 * @throws {TypeError} when the model does not map `[batch, height, width, 1]` to `[batch, classes]`
 */
export async function createEagerTrainer(
  model: tf.LayersModel,
  options: AdamOptions = {},
): Promise<Trainer> {
  return await createAdamTrainer(model, new ModelGradients(model), options);
}
