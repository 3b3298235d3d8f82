/** A confusion matrix as a frame with one row for every (true, predicted) pair of classes. */

import pl from "nodejs-polars";
import type { ConfusionMatrix } from "../evaluation/confusion_matrix.ts";
import { conformFrame, createFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createConfusionFrame}. */
export const CONFUSION_SCHEMA = {
  trueClass: pl.Int32,
  predictedClass: pl.Int32,
  /** Their characters. */
  true: pl.String,
  predicted: pl.String,
  /** Number of images. */
  count: pl.Int32,
  /** Share of the true class's images, 0 to 1; 0 for a class without images (0/0). */
  rate: pl.Float64,
};

/** A frame with the columns of {@linkcode CONFUSION_SCHEMA}. */
export type ConfusionFrame = pl.DataFrame<typeof CONFUSION_SCHEMA>;

/**
 * Creates the frame of a confusion matrix, `classes²` rows: pairs that never occur are kept with
 * count 0, and the rows are ordered by true, then by predicted class.
 */
export function createConfusionFrame({ counts, characters }: ConfusionMatrix): ConfusionFrame {
  const classes = characters.length;
  const cells = Array.from(counts.keys(), (cell) => ({
    row: Math.floor(cell / classes),
    column: cell % classes,
  }));
  const counted = createFrame(
    {
      trueClass: pl.Int32,
      predictedClass: pl.Int32,
      true: pl.String,
      predicted: pl.String,
      count: pl.Int32,
    },
    {
      trueClass: cells.map(({ row }) => row),
      predictedClass: cells.map(({ column }) => column),
      true: cells.map(({ row }) => characters[row]),
      predicted: cells.map(({ column }) => characters[column]),
      count: counts,
    },
  );
  const count = pl.col("count").cast(pl.Float64);
  const rate = count.div(count.sum().over("trueClass")).fillNan(0).alias("rate");
  return conformFrame(counted.withColumns(rate), CONFUSION_SCHEMA);
}
