/**
 * What a trainer that keeps weights in JavaScript asks of a backend, gradients and probabilities; and
 * the predictor that is made of it.
 */

import type * as tf from "@tensorflow/tfjs";
import { imageModelShape } from "./image_model.ts";
import { completePredictorOptions, type Predictor, type PredictorOptions } from "./predictor.ts";
import { applyTemperature, logProbabilities } from "./temperature.ts";
import { readWeights } from "./weight_layout.ts";

/** The gradients of one batch. */
export interface BatchGradients {
  /** Mean cross-entropy over the batch in nats, plus the model's weight penalties. */
  readonly loss: number;
  /** How many images were classified right. */
  readonly correct: number;
  /** Gradient of `loss`, `[trainableSize]`, in the order of the weights. */
  readonly gradients: Float32Array;
  /** What layers keep, after this batch: the weights from `trainableSize` on. */
  readonly kept: Float32Array;
}

/** Runs a model on a backend for weights that lie outside of it. */
export interface GradientEngine {
  /** Sets all weights, `[size]` in the order of the layout; must come before all other calls. */
  setWeights(weights: Float32Array): void;

  /**
   * Computes the gradients of one batch of at least one image; the weights stay.
   *
   * @param images `[batch, height, width]` uint8, 0 to 255.
   * @param targets `[batch, classes]` float32, each row a distribution.
   */
  computeGradients(images: Uint8Array, targets: Float32Array): Promise<BatchGradients>;

  /** Returns class probabilities, `[count, classes]`, of `[count, height, width]` uint8 images. */
  predict(images: Uint8Array): Promise<Float32Array<ArrayBuffer>>;

  /** Frees what the engine holds; the model that it was made from stays. */
  dispose(): void;
}

/**
 * Creates a predictor from the model's present weights; it disposes of the engine with itself.
 *
 * @throws {TypeError} when the model does not map `[batch, height, width, 1]` to `[batch, classes]`.
 * @throws {RangeError} when the temperature is not above 0.
 */
export async function createEnginePredictor(
  model: tf.LayersModel,
  engine: GradientEngine,
  options: PredictorOptions = {},
): Promise<Predictor> {
  const { temperature, output } = completePredictorOptions(options);
  const { classes } = imageModelShape(model);
  engine.setWeights(await readWeights(model));
  return {
    async predict(images) {
      const probabilities = await engine.predict(images);
      const scaled = temperature === 1
        ? probabilities
        : applyTemperature(logProbabilities(probabilities), classes, temperature);
      return output === "probabilities" ? scaled : logProbabilities(scaled);
    },
    dispose: () => engine.dispose(),
  };
}
