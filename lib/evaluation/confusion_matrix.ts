/** The confusion matrix, which the convention of the whole project hangs on. */

import { predictedClasses, type Predictions } from "./predictions.ts";

/** How often each true class (row) was predicted as each class (column). */
export interface ConfusionMatrix {
  /** Numbers of images, `[classes, classes]` row-major uint32: rows true, columns predicted. */
  readonly counts: Uint32Array;
  /** The character of each class, `[classes]`. */
  readonly characters: readonly string[];
}

/**
 * Counts a confusion matrix out of true and predicted classes, both `[n]` uint8.
 *
 * @throws {TypeError} when the lengths differ.
 * @throws {RangeError} when a class has no character.
 */
export function createConfusionMatrix(
  labels: Uint8Array,
  predicted: Uint8Array,
  characters: readonly string[],
): ConfusionMatrix {
  if (labels.length !== predicted.length) {
    throw new TypeError(
      `Cannot count a confusion matrix: expected as many predicted as true classes but found ` +
        `${predicted.length} and ${labels.length}`,
    );
  }
  const classes = characters.length;
  const counts = new Uint32Array(classes * classes);
  // Plain loops: the bootstrap counts thousands of matrices.
  for (let image = 0; image < labels.length; image++) {
    const highest = Math.max(labels[image], predicted[image]);
    if (highest >= classes) {
      throw new RangeError(
        `Cannot count a confusion matrix: expected classes from 0 to ${classes - 1} but found ` +
          `${highest} for image ${image}`,
      );
    }
    counts[labels[image] * classes + predicted[image]]++;
  }
  return { counts, characters };
}

/** Counts the confusion matrix of predictions. */
export function confusionMatrixOf(predictions: Predictions): ConfusionMatrix {
  const { labels, characters } = predictions;
  return createConfusionMatrix(labels, predictedClasses(predictions), characters);
}

/** Returns the images of each true class (row sums, the support), `[classes]` uint32. */
export function trueCounts({ counts, characters }: ConfusionMatrix): Uint32Array {
  const sums = new Uint32Array(characters.length);
  for (const [cell, count] of counts.entries()) sums[Math.floor(cell / sums.length)] += count;
  return sums;
}

/** Returns how often each class was predicted (column sums), `[classes]` uint32. */
export function predictedCounts({ counts, characters }: ConfusionMatrix): Uint32Array {
  const sums = new Uint32Array(characters.length);
  for (const [cell, count] of counts.entries()) sums[cell % sums.length] += count;
  return sums;
}

/** Returns how often each class was predicted rightly (the diagonal), `[classes]` uint32. */
export function correctCounts({ counts, characters }: ConfusionMatrix): Uint32Array {
  const classes = characters.length;
  return Uint32Array.from(characters, (_, index) => counts[index * classes + index]);
}

/** Returns the number of images counted. */
export function totalCount({ counts }: ConfusionMatrix): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Returns the number of images counted off the diagonal. */
export function errorCount(matrix: ConfusionMatrix): number {
  return totalCount(matrix) - correctCounts(matrix).reduce((sum, count) => sum + count, 0);
}

/** Returns the share of images on the diagonal, 0 to 1; of no image at all (0/0), 0. */
export function accuracy(matrix: ConfusionMatrix): number {
  const total = totalCount(matrix);
  return total === 0 ? 0 : (total - errorCount(matrix)) / total;
}

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
