/** The cells of a confusion matrix as rows of data, for charts and tables. */

import { type ConfusionMatrix, trueCounts } from "../evaluation/confusion_matrix.ts";
import { countText, percentText, rounded } from "../number_text.ts";

/** One cell that is not empty. */
export interface ConfusionCell {
  /** The character written. */
  readonly true: string;
  /** The character that it was read as. */
  readonly predicted: string;
  /** Number of images. */
  readonly count: number;
  /** Share of the images of this true class, 0 to 1. */
  readonly share: number;
  /** The cell in words. */
  readonly summary: string;
}

/** Returns the cells that are not 0, row by row. */
export function confusionCells(matrix: ConfusionMatrix): ConfusionCell[] {
  const { counts, characters } = matrix;
  const support = trueCounts(matrix);
  return characters.flatMap((written, row) =>
    characters.flatMap((read, column) => {
      const count = counts[row * characters.length + column];
      if (count === 0) return [];
      const share = count / support[row];
      const summary = `${written} read as ${read}: ${countText(count)} of ` +
        `${countText(support[row])} (${percentText(share)})`;
      return [{ true: written, predicted: read, count, share: rounded(share), summary }];
    })
  );
}
