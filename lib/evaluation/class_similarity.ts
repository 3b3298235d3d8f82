/** How alike two classes look to a model, measured by how often it swaps them. */

import type { ConfusionMatrix } from "./confusion_matrix.ts";
import { rowRates } from "./matrix_views.ts";

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
