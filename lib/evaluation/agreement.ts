/** Agreement between true and predicted classes, corrected for what chance alone would give. */

import {
  type ConfusionMatrix,
  correctCounts,
  predictedCounts,
  totalCount,
  trueCounts,
} from "./confusion_matrix.ts";

function dot(first: Uint32Array, second: Uint32Array): number {
  return first.reduce((sum, count, index) => sum + count * second[index], 0);
}

/** The sums that both measures are made of, as float64: exact up to 94 million images. */
function agreementSums(matrix: ConfusionMatrix) {
  const actual = trueCounts(matrix);
  const predicted = predictedCounts(matrix);
  return {
    total: totalCount(matrix),
    correct: correctCounts(matrix).reduce((sum, count) => sum + count, 0),
    actualPredicted: dot(actual, predicted),
    actualSquared: dot(actual, actual),
    predictedSquared: dot(predicted, predicted),
  };
}

/**
 * Returns Cohen's kappa, -1 to 1: 1 is full agreement, 0 what chance gives.
 *
 * `(po - pe) / (1 - pe)` with the observed agreement `po = sum n[k,k] / n` and the chance agreement
 * `pe = sum n[k,.] n[.,k] / n²` (Cohen, Educational and Psychological Measurement 20, 1960). 0/0,
 * when all images have one and the same true and predicted class, is 0: nothing beyond chance can
 * be shown.
 */
export function cohenKappa(matrix: ConfusionMatrix): number {
  const { total, correct, actualPredicted } = agreementSums(matrix);
  const denominator = total * total - actualPredicted;
  return denominator === 0 ? 0 : (correct * total - actualPredicted) / denominator;
}

/**
 * Returns the Matthews correlation for many classes (the R_K statistic), -1 to 1.
 *
 * With `c` right among `s` images, true counts `t` and predicted counts `p`:
 * `(c s - sum t p) / sqrt((s² - sum p²) (s² - sum t²))` (Gorodkin, Computational Biology and
 * Chemistry 28, 2004). 0/0, when only one class is true or only one is predicted, is 0, as in
 * scikit-learn's `matthews_corrcoef`.
 */
export function matthewsCorrelation(matrix: ConfusionMatrix): number {
  const { total, correct, actualPredicted, actualSquared, predictedSquared } = agreementSums(
    matrix,
  );
  const square = total * total;
  const denominator = Math.sqrt((square - predictedSquared) * (square - actualSquared));
  return denominator === 0 ? 0 : (correct * total - actualPredicted) / denominator;
}
