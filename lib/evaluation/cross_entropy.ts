/** The loss that classifiers are trained with, measured on probabilities. */

import { type Predictions, trueProbabilities } from "./predictions.ts";

/** Keras's `keras.config.epsilon()`, which it clips probabilities with before the logarithm. */
const KERAS_EPSILON = 1e-7;

/**
 * Returns the cross-entropy of each image in nats, `[n]` float64: `-ln(p)` of the probability `p`
 * that its true class was given.
 *
 * `p` is clipped to 1e-7 … 1 - 1e-7 as Keras's `categorical_crossentropy` does, so that one image
 * costs at most 16.12 and the logarithm of 0 never occurs.
 */
export function crossEntropies(trueProbabilities: Float32Array): Float64Array {
  return Float64Array.from(
    trueProbabilities,
    (probability) => -Math.log(Math.min(Math.max(probability, KERAS_EPSILON), 1 - KERAS_EPSILON)),
  );
}

/** Returns the mean cross-entropy over all images in nats, from 0; of no image (0/0), 0. */
export function crossEntropy(predictions: Predictions): number {
  const losses = crossEntropies(trueProbabilities(predictions));
  return losses.length === 0 ? 0 : losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
