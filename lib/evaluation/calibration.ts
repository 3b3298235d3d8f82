/** Whether a model is as often right as it says it is. */

import { confidences, correctness, type Predictions } from "./predictions.ts";

/** The predictions whose confidence lies in one bin. */
export interface ReliabilityBin {
  /** The bin covers confidences above `low` up to and including `high`. */
  readonly low: number;
  /** The highest confidence of the range, 0 to 1. */
  readonly high: number;
  /** Number of images. */
  readonly count: number;
  /** Mean confidence of these images, 0 to 1; null in an empty bin (0/0). */
  readonly meanConfidence: number | null;
  /** Share of these images that were predicted rightly, 0 to 1; null in an empty bin (0/0). */
  readonly accuracy: number | null;
}

/** The number of bins that the literature compares with (Guo et al., arXiv:1706.04599). */
const DEFAULT_BIN_COUNT = 15;

/**
 * Returns `binCount` reliability bins of equal width over the confidences 0 to 1, lowest first.
 *
 * Bin `m` of `M` covers `((m - 1)/M, m/M]` (Guo et al., arXiv:1706.04599), as scikit-learn's
 * `calibration_curve` has it.
 *
 * @throws {RangeError} unless `binCount` is a whole number from 1.
 */
export function reliabilityBins(
  predictions: Predictions,
  binCount: number = DEFAULT_BIN_COUNT,
): ReliabilityBin[] {
  checkBinCount(binCount);
  const counts = new Uint32Array(binCount);
  const correctCounts = new Uint32Array(binCount);
  const confidenceSums = new Float64Array(binCount);
  const correct = correctness(predictions);
  for (const [image, confidence] of confidences(predictions).entries()) {
    const bin = binOf(confidence, binCount);
    counts[bin]++;
    correctCounts[bin] += correct[image];
    confidenceSums[bin] += confidence;
  }
  return Array.from(counts, (count, bin) => ({
    low: bin / binCount,
    high: (bin + 1) / binCount,
    count,
    meanConfidence: count === 0 ? null : confidenceSums[bin] / count,
    accuracy: count === 0 ? null : correctCounts[bin] / count,
  }));
}

function checkBinCount(binCount: number): void {
  if (Number.isInteger(binCount) && binCount >= 1) return;
  throw new RangeError(
    `Cannot bin confidences: expected a whole number of bins from 1 but found ${binCount}`,
  );
}

/** A bin includes its upper edge. */
function binOf(confidence: number, binCount: number): number {
  return Math.max(0, Math.ceil(confidence * binCount) - 1);
}

/** The right answers, or the wrong ones, whose confidence lies in one range. */
export interface ConfidenceBar {
  /** Whether these images were read rightly. */
  readonly correct: boolean;
  /** The bar covers confidences above `low` up to and including `high`, 0 to 1. */
  readonly low: number;
  readonly high: number;
  /** Number of images. */
  readonly count: number;
}

/**
 * Counts confidences in `binCount` bins of equal width over 0 to 1, for wrong and for right answers.
 * Empty bars are left out; wrong comes first, then the lower bin.
 *
 * @throws {RangeError} unless `binCount` is a whole number from 1.
 */
export function confidenceHistogram(predictions: Predictions, binCount = 20): ConfidenceBar[] {
  checkBinCount(binCount);
  const counts = new Uint32Array(2 * binCount); // [2, bins]: wrong, right
  const correct = correctness(predictions);
  for (const [image, confidence] of confidences(predictions).entries()) {
    counts[correct[image] * binCount + binOf(confidence, binCount)]++;
  }
  return Array.from(counts, (count, cell) => ({
    correct: cell >= binCount,
    low: cell % binCount / binCount,
    high: (cell % binCount + 1) / binCount,
    count,
  })).filter(({ count }) => count > 0);
}

/**
 * Returns the expected calibration error, 0 (honest) to 1.
 *
 * `ECE = sum over bins of (count / n) |accuracy - mean confidence|` (Naeini et al., AAAI 2015);
 * empty bins add nothing, and without any image (0/0) it is 0.
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  let error = 0;
  for (const { count, accuracy, meanConfidence } of bins) {
    if (accuracy === null || meanConfidence === null) continue;
    error += count / total * Math.abs(accuracy - meanConfidence);
  }
  return error;
}
