/**
 * Temperature scaling: one number that makes a trained model's confidences honest.
 *
 * Dividing the log-probabilities by a temperature before the softmax changes how sure a model is,
 * never which class it predicts (Guo et al., arXiv:1706.04599). The temperature is fitted on the
 * validation split only: fitted on the test split, it would flatter the test split's calibration.
 */

export { applyTemperature, logProbabilities } from "../training/temperature.ts";

/** Labels and log-probabilities of a validation split. */
export interface ValidationLogProbabilities {
  /** True class of each image, `[n]` uint8. */
  readonly labels: Uint8Array;
  /** Natural log-probabilities (or logits), `[n, classes]` row-major float32, all finite. */
  readonly logProbabilities: Float32Array;
}

/** What {@linkcode fitTemperature} found. */
export interface TemperatureFit {
  /** Above 1 for a model that is too sure of itself, below 1 for one that is too modest. */
  readonly temperature: number;
  /** Mean cross-entropy in nats on the validation split before and after scaling, unclipped. */
  readonly lossBefore: number;
  readonly lossAfter: number;
}

/**
 * The temperatures searched, lowest and highest. Where every image is right the best temperature is
 * 0, and where guessing is best it is infinite: the fit then stops at the bound.
 */
export const TEMPERATURE_BOUNDS = [0.05, 20] as const;

/** Newton's method doubles its digits each step; this many halvings alone reach float64's limit. */
const MAXIMUM_STEPS = 64;

/** Mean loss at an inverse temperature, with its first and second derivative by it. */
function lossAt(
  { labels, logProbabilities }: ValidationLogProbabilities,
  inverseTemperature: number,
) {
  const classes = logProbabilities.length / labels.length;
  let [loss, slope, curvature] = [0, 0, 0];
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
    loss += Math.log(sum) - inverseTemperature * (row[label] - highest);
    slope += mean - (row[label] - highest);
    curvature += second / sum - mean * mean;
  }
  const images = labels.length;
  return { loss: loss / images, slope: slope / images, curvature: curvature / images };
}

/**
 * Fits the temperature that gives a validation split the lowest mean cross-entropy.
 *
 * With `b = 1 / temperature` and log-probabilities `l` the loss
 * `mean(log sum exp(b l) - b l[label])` is convex in `b`; the root of its slope
 * `mean(E[l] - l[label])` is found by Newton's method kept inside a shrinking bracket. The result lies within {@linkcode TEMPERATURE_BOUNDS}.
 *
 * Throws `TypeError` when the lengths do not fit together and `RangeError` without any image, when
 * a label names no class, or when a log-probability is not finite.
 */
export function fitTemperature(validation: ValidationLogProbabilities): TemperatureFit {
  checkValidation(validation);
  const [lowestTemperature, highestTemperature] = TEMPERATURE_BOUNDS;
  let low = 1 / highestTemperature;
  let high = 1 / lowestTemperature;
  let inverse = 1;
  for (let step = 0; step < MAXIMUM_STEPS; step++) {
    const { slope, curvature } = lossAt(validation, inverse);
    if (slope > 0) high = inverse;
    else low = inverse;
    const newton = inverse - slope / curvature;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const converged = Math.abs(next - inverse) <= 1e-12 * inverse;
    inverse = next;
    if (converged) break;
  }
  return {
    temperature: 1 / inverse,
    lossBefore: lossAt(validation, 1).loss,
    lossAfter: lossAt(validation, inverse).loss,
  };
}

function checkValidation({ labels, logProbabilities }: ValidationLogProbabilities): void {
  if (labels.length === 0) {
    throw new RangeError("Cannot fit a temperature: expected at least 1 image but found 0");
  }
  const classes = logProbabilities.length / labels.length;
  if (!Number.isInteger(classes)) {
    throw new TypeError(
      `Cannot fit a temperature: expected a whole number of log-probabilities for each of ` +
        `${labels.length} images but found ${logProbabilities.length}`,
    );
  }
  const outside = labels.find((label) => label >= classes);
  if (outside !== undefined) {
    throw new RangeError(
      `Cannot fit a temperature: expected labels from 0 to ${classes - 1} but found ${outside}`,
    );
  }
  const unbounded = logProbabilities.find((value) => !Number.isFinite(value));
  if (unbounded !== undefined) {
    throw new RangeError(
      `Cannot fit a temperature: expected finite log-probabilities but found ${unbounded}`,
    );
  }
}
