/** Which test images a page shows: every error if there is room, and a few right answers. */

import { answersByCell, type CellAnswers } from "../evaluation/answers.ts";
import type { Predictions } from "../evaluation/predictions.ts";

/** Most errors that a page holds: at about 240 bytes each, 3,000 of them take 0.7 MB. */
const MOST_ERRORS = 3_000;

/** Right answers shown for each class, for comparison. */
const RIGHT_PER_CLASS = 6;

/**
 * Returns the cells with the images to show, errors first, each by true, then by predicted class.
 *
 * Where there are more than `mostErrors` errors, every cell keeps its most confident ones, all cells
 * up to the same number.
 */
export function chooseShownCells(
  predictions: Predictions,
  mostErrors = MOST_ERRORS,
): CellAnswers[] {
  const cells = answersByCell(predictions);
  const isRight = ({ trueClass, predictedClass }: CellAnswers) => trueClass === predictedClass;
  const [right, wrong] = [cells.filter(isRight), cells.filter((cell) => !isRight(cell))];
  const cap = highestCap(wrong.map(({ answers }) => answers.length), mostErrors);
  const cut = (limit: number) => (cell: CellAnswers) => ({
    ...cell,
    answers: cell.answers.slice(0, limit),
  });
  return [...wrong.map(cut(cap)), ...right.map(cut(RIGHT_PER_CLASS))];
}

/** Returns the highest cap, at least 1, under which the capped counts sum to at most `budget`. */
export function highestCap(counts: readonly number[], budget: number): number {
  const total = (cap: number) => counts.reduce((sum, count) => sum + Math.min(count, cap), 0);
  let [low, high] = [1, Math.max(1, ...counts)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (total(middle) <= budget) low = middle;
    else high = middle - 1;
  }
  return low;
}
