/** Other views of a confusion matrix: as rates, without its diagonal, with its classes reordered. */

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

/** Returns a copy of the matrix whose diagonal is 0, so that only errors are left. */
export function withoutDiagonal({ counts, characters }: ConfusionMatrix): ConfusionMatrix {
  const step = characters.length + 1;
  return { counts: counts.map((count, cell) => cell % step === 0 ? 0 : count), characters };
}

/**
 * Returns a copy of the matrix whose class `i` is class `order[i]` of the original.
 *
 * Throws `RangeError` unless `order` holds each class exactly once.
 */
export function reorderClasses(
  { counts, characters }: ConfusionMatrix,
  order: readonly number[],
): ConfusionMatrix {
  const classes = characters.length;
  const seen = new Set(order.filter((index) => index in characters));
  if (order.length !== classes || seen.size !== classes) {
    throw new RangeError(
      `Cannot reorder a confusion matrix: expected each class from 0 to ${classes - 1} once but ` +
        `found ${order.join(", ")}`,
    );
  }
  return {
    counts: Uint32Array.from(
      order.flatMap((row) => order.map((column) => counts[row * classes + column])),
    ),
    characters: order.map((index) => characters[index]),
  };
}
