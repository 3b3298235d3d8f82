/**
 * Temperature scaling: one number that makes a trained model's confidences honest.
 *
 * Dividing the log-probabilities by a temperature before the softmax changes how sure a model is,
 * never which class it predicts (Guo et al., arXiv:1706.04599). The temperature is fitted on
 * validation images only: fitted on the test split, it would flatter the test split's calibration.
 */

import { applyTemperature, logProbabilities } from "../training/temperature.ts";
import type { Predictions } from "./predictions.ts";

/**
 * The temperatures searched, lowest and highest. Where every image is right the best temperature is
 * 0, and where guessing is best it is infinite: the fit then stops at the bound.
 */
export const TEMPERATURE_BOUNDS = [0.05, 20] as const;

/** Newton's method doubles its digits each step; this many halvings alone reach float64's limit. */
const MAXIMUM_STEPS = 64;

/**
 * Returns predictions at a temperature; the predicted classes stay the same.
 *
 * @param temperature Above 1 makes a model less sure, below 1 surer, 1 changes nothing.
 * @throws {RangeError} unless the temperature is above 0.
 */
export function atTemperature<Kind extends Predictions>(
  predictions: Kind,
  temperature: number,
): Kind {
  const classes = predictions.characters.length;
  const probabilities = applyTemperature(
    logProbabilities(predictions.probabilities),
    classes,
    temperature,
  );
  return { ...predictions, probabilities };
}

/**
 * Returns the temperature at which predictions of validation images have the lowest mean
 * cross-entropy, within {@linkcode TEMPERATURE_BOUNDS}: above 1 for a model that is too sure of
 * itself, below 1 for one that is too modest.
 *
 * With `b = 1 / temperature` and log-probabilities `l` the loss
 * `mean(log sum exp(b l) - b l[label])` is convex in `b`; the root of its slope
 * `mean(E[l] - l[label])` is found by Newton's method kept inside a shrinking bracket.
 *
 * @throws {RangeError} without any image.
 */
export function fitTemperature(predictions: Predictions): number {
  const { labels, probabilities, characters } = predictions;
  if (labels.length === 0) {
    throw new RangeError("Cannot fit a temperature: expected at least 1 image but found 0");
  }
  const logs = logProbabilities(probabilities);
  let [low, high] = [1 / TEMPERATURE_BOUNDS[1], 1 / TEMPERATURE_BOUNDS[0]];
  let inverse = 1;
  for (let step = 0; step < MAXIMUM_STEPS; step++) {
    const { slope, curvature } = lossDerivatives(labels, logs, characters.length, inverse);
    if (slope > 0) high = inverse;
    else low = inverse;
    const newton = inverse - slope / curvature;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const converged = Math.abs(next - inverse) <= 1e-12 * inverse;
    inverse = next;
    if (converged) break;
  }
  return 1 / inverse;
}

/** First and second derivative of the mean loss by the inverse temperature. */
function lossDerivatives(
  labels: Uint8Array,
  logProbabilities: Float32Array,
  classes: number,
  inverseTemperature: number,
) {
  let [slope, curvature] = [0, 0];
  for (const [image, label] of labels.entries()) {
    const row = logProbabilities.subarray(image * classes, (image + 1) * classes);
    const highest = row.reduce((left, right) => Math.max(left, right));
    // Moments of the log-probabilities under softmax(row / temperature), relative to the highest.
    let [sum, first, second] = [0, 0, 0];
    for (const value of row) {
      const difference = value - highest;
      const weight = Math.exp(inverseTemperature * difference);
      sum += weight;
      first += weight * difference;
      second += weight * difference * difference;
    }
    const mean = first / sum;
    slope += mean - (row[label] - highest);
    curvature += second / sum - mean * mean;
  }
  return { slope: slope / labels.length, curvature: curvature / labels.length };
}
