/** A trainer that keeps weights and Adam's state in JavaScript and has an engine do the arithmetic. */

import type * as tf from "@tensorflow/tfjs";
import { type AdamOptions, applyAdam, createAdamState } from "./adam.ts";
import type { GradientEngine } from "./gradient_engine.ts";
import { ModelGradients } from "./model_gradients.ts";
import { matchArrays, type Trainer } from "./trainer.ts";
import { readWeights, weightLayout, writeWeights } from "./weight_layout.ts";

/** Creates a trainer that starts from the model's present weights. */
export async function createAdamTrainer(
  model: tf.LayersModel,
  engine: GradientEngine,
  options: AdamOptions = {},
): Promise<Trainer> {
  const layout = weightLayout(model);
  const { slots, trainableSize } = layout;
  const trainable = slots.filter(({ end }) => end <= trainableSize);
  const weights = await readWeights(model);
  const adam = createAdamState(trainableSize);
  engine.setWeights(weights);

  /** Views of the state: each weight `name`, then `name/m` and `name/v` of the trainable ones. */
  const arrays = slots.flatMap(({ name, shape, start, end }) => {
    const array = (suffix: string, values: Float32Array<ArrayBuffer>) => ({
      name: name + suffix,
      shape,
      values: values.subarray(start, end),
    });
    const weight = array("", weights);
    if (end > trainableSize) return [weight];
    return [weight, array("/m", adam.firstMoment), array("/v", adam.secondMoment)];
  });

  return {
    get step() {
      return adam.step;
    },
    async trainOnBatch(images, targets, learningRate) {
      const { gradients, kept, loss, correct } = await engine.computeGradients(images, targets);
      applyAdam(weights, gradients, adam, trainable, learningRate, options);
      weights.set(kept, trainableSize);
      engine.setWeights(weights);
      return { loss, correct };
    },
    predict: (images) => engine.predict(images),
    exportState: () =>
      Promise.resolve(
        arrays.map(({ name, shape, values }) => ({ name, shape, values: values.slice() })),
      ),
    importState: (given, step) =>
      Promise.try(() => {
        matchArrays(arrays, given).forEach((values, index) => arrays[index].values.set(values));
        adam.step = step;
        engine.setWeights(weights);
      }),
    updateModel: () => Promise.resolve(writeWeights(model, layout, weights)),
    dispose: () => engine.dispose(),
  };
}

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
