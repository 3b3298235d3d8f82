/** Which test images a page shows: every error if there is room, and a few right answers. */

import { confidences } from "../evaluation/predictions.ts";
import pl from "nodejs-polars";
import { type CellImages, imagesByCell } from "../frames/images_to_look_at.ts";
import { conformFrame } from "../frames/typed_frame.ts";
import { PREDICTION_SCHEMA } from "../frames/prediction_frame.ts";
import type { Findings } from "./findings.ts";

/** One image of a cell. */
export interface ShownImage {
  /** Row of the image in the test split. */
  readonly index: number;
  /** Probability of the predicted class, 0 to 1. */
  readonly confidence: number;
}

/** The images shown for one cell of the confusion matrix, the most confident first. */
export interface ShownCell {
  /** Class index of what the images show, and of what the model read. */
  readonly trueClass: number;
  readonly predictedClass: number;
  readonly images: readonly ShownImage[];
}

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
export function chooseShownImages(findings: Findings, mostErrors = MOST_ERRORS): ShownCell[] {
  const { matrix, predictions, record } = findings;
  const errors = conformFrame(predictions.filter(pl.col("correct").not()), PREDICTION_SCHEMA);
  const right = conformFrame(predictions.filter(pl.col("correct")), PREDICTION_SCHEMA);
  const { characters } = matrix;
  const errorCounts = [...matrix.counts].filter((_, cell) => cell % (characters.length + 1) !== 0);
  const sure = confidences(record.predictions);
  const confidenceOf = new Map(
    Array.from(record.predictions.indices, (index, row) => [index, sure[row]]),
  );
  const toShown = (cell: CellImages): ShownCell => ({
    trueClass: characters.indexOf(cell.true),
    predictedClass: characters.indexOf(cell.predicted),
    images: cell.indices.map((index) => ({ index, confidence: confidenceOf.get(index) ?? 0 })),
  });
  return [
    ...imagesByCell(errors, highestCap(errorCounts, mostErrors)).map(toShown),
    ...imagesByCell(right, RIGHT_PER_CLASS).map(toShown),
  ];
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
