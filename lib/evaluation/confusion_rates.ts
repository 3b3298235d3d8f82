/** A confusion matrix as rates: how often a class is read as another, and two classes are swapped. */

import { type ConfusionMatrix, trueCounts } from "./confusion_matrix.ts";

/**
 * Returns the share of each true class that was predicted as each class, `[classes, classes]`
 * row-major float64, each row summing to 1.
 *
 * `rate[i, j] = counts[i, j] / sum over k of counts[i, k]`, as scikit-learn's
 * `confusion_matrix(normalize="true")`; the row of a class without images (0/0) is all 0.
 */
export function rowRates(matrix: ConfusionMatrix): Float64Array {
  const support = trueCounts(matrix);
  return Float64Array.from(matrix.counts, (count, cell) => {
    const images = support[Math.floor(cell / support.length)];
    return images === 0 ? 0 : count / images;
  });
}

/**
 * Returns the symmetric confusion rates, `[classes, classes]` row-major float64, 0 to 1.
 *
 * `s[i, j] = (rate[i, j] + rate[j, i]) / 2`: the chance that an image drawn from the two classes
 * with equal odds is taken for the other one. Rates rather than counts, so that two rare classes
 * can be as alike as two frequent ones. The diagonal is 0: a right answer is no confusion. A class
 * without images has the rate 0 (0/0).
 */
export function symmetricConfusionRates(matrix: ConfusionMatrix): Float64Array {
  const classes = matrix.characters.length;
  const rates = rowRates(matrix);
  return rates.map((rate, cell) => {
    const row = Math.floor(cell / classes);
    const column = cell % classes;
    return row === column ? 0 : (rate + rates[column * classes + row]) / 2;
  });
}
