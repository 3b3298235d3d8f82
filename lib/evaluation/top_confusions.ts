/** The confusions that cost most: directed (4 read as 9) and symmetric (4 and 9 swapped). */

import {
  type ConfusionMatrix,
  errorCount,
  rowRates,
  symmetricConfusionRates,
} from "./confusion_matrix.ts";

/** One true class read as one other class. */
export interface Confusion {
  /** Class index and character of what the images show. */
  readonly trueClass: number;
  readonly trueCharacter: string;
  /** Class index and character of what the model read. */
  readonly predictedClass: number;
  readonly predictedCharacter: string;
  /** Number of images. */
  readonly count: number;
  /** Share of the true class's images, 0 to 1. */
  readonly rate: number;
  /** Share of all errors, 0 to 1. */
  readonly shareOfErrors: number;
}

/** Two classes taken for each other, in either direction. */
export interface ConfusionPair {
  /** Class indices, the lower one first. */
  readonly classes: readonly [number, number];
  /** The two characters. */
  readonly characters: readonly [string, string];
  /** Number of images, both directions together. */
  readonly count: number;
  /** Mean of the two directions' rates, 0 to 1: see `symmetricConfusionRates()`. */
  readonly rate: number;
  /** Share of all errors, 0 to 1. */
  readonly shareOfErrors: number;
}

/** Highest count first, then highest rate; a stable sort leaves equals in class order. */
function byCountThenRate(
  first: { readonly count: number; readonly rate: number },
  second: { readonly count: number; readonly rate: number },
): number {
  return second.count - first.count || second.rate - first.rate;
}

/**
 * Returns the directed confusions, the most frequent first, at most `limit` of them.
 *
 * Pairs that never occur are left out, so the shares of errors (0/0 without errors) are defined.
 */
export function topConfusions(matrix: ConfusionMatrix, limit = Infinity): Confusion[] {
  const { counts, characters } = matrix;
  const rates = rowRates(matrix);
  const errors = errorCount(matrix);
  const confusions: Confusion[] = [];
  for (const [trueClass, trueCharacter] of characters.entries()) {
    for (const [predictedClass, predictedCharacter] of characters.entries()) {
      const cell = trueClass * characters.length + predictedClass;
      const count = counts[cell];
      if (trueClass === predictedClass || count === 0) continue;
      confusions.push({
        trueClass,
        trueCharacter,
        predictedClass,
        predictedCharacter,
        count,
        rate: rates[cell],
        shareOfErrors: count / errors,
      });
    }
  }
  return confusions.sort(byCountThenRate).slice(0, limit);
}

/**
 * Returns the pairs of classes taken for each other, the most frequent first, at most `limit`.
 *
 * Pairs that never occur are left out, so the shares of errors (0/0 without errors) are defined.
 */
export function topConfusionPairs(matrix: ConfusionMatrix, limit = Infinity): ConfusionPair[] {
  const { counts, characters } = matrix;
  const rates = symmetricConfusionRates(matrix);
  const errors = errorCount(matrix);
  const classes = characters.length;
  const pairs: ConfusionPair[] = [];
  for (let first = 0; first < classes; first++) {
    for (let second = first + 1; second < classes; second++) {
      const count = counts[first * classes + second] + counts[second * classes + first];
      if (count === 0) continue;
      pairs.push({
        classes: [first, second],
        characters: [characters[first], characters[second]],
        count,
        rate: rates[first * classes + second],
        shareOfErrors: count / errors,
      });
    }
  }
  return pairs.sort(byCountThenRate).slice(0, limit);
}
