/** The history of a training run: one row an epoch, or one row a point of a learning curve. */

import pl from "nodejs-polars";
import { conformFrame, createFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createHistoryFrame}. */
export const HISTORY_SCHEMA = {
  /** From 1. */
  epoch: pl.Int32,
  /** Mean cross-entropy in nats and accuracy, 0 to 1, on the training images. */
  loss: pl.Float64,
  accuracy: pl.Float64,
  /** The same on the validation images after the epoch; null without a validation split. */
  validationLoss: pl.Float64,
  validationAccuracy: pl.Float64,
  learningRate: pl.Float64,
  /** Wall-clock seconds, validation left out. */
  seconds: pl.Float64,
  imagesPerSecond: pl.Float64,
};

/** A frame with the columns of {@linkcode HISTORY_SCHEMA}. */
export type HistoryFrame = pl.DataFrame<typeof HISTORY_SCHEMA>;

/** One epoch: the columns of {@linkcode HISTORY_SCHEMA} as plain values. */
export type HistoryRow = Readonly<Record<keyof typeof HISTORY_SCHEMA, number | null>>;

/** Columns of {@linkcode createLearningCurveFrame}. */
export const LEARNING_CURVE_SCHEMA = {
  epoch: pl.Int32,
  /** `training` or `validation`. */
  split: pl.String,
  /** `loss` or `accuracy`. */
  measure: pl.String,
  value: pl.Float64,
};

/** A frame with the columns of {@linkcode LEARNING_CURVE_SCHEMA}. */
export type LearningCurveFrame = pl.DataFrame<typeof LEARNING_CURVE_SCHEMA>;

/** Creates the frame of a history, one row an epoch in the order given. */
export function createHistoryFrame(epochs: readonly HistoryRow[]): HistoryFrame {
  const column = (name: keyof HistoryRow) => epochs.map((epoch) => epoch[name]);
  return createFrame(HISTORY_SCHEMA, {
    epoch: column("epoch"),
    loss: column("loss"),
    accuracy: column("accuracy"),
    validationLoss: column("validationLoss"),
    validationAccuracy: column("validationAccuracy"),
    learningRate: column("learningRate"),
    seconds: column("seconds"),
    imagesPerSecond: column("imagesPerSecond"),
  });
}

/**
 * Turns a history into the points of its learning curves: loss, then accuracy, training before
 * validation, by epoch. Values that are missing give no point.
 */
export function createLearningCurveFrame(history: HistoryFrame): LearningCurveFrame {
  const curves = [
    { column: "loss", split: "training", measure: "loss" },
    { column: "validationLoss", split: "validation", measure: "loss" },
    { column: "accuracy", split: "training", measure: "accuracy" },
    { column: "validationAccuracy", split: "validation", measure: "accuracy" },
  ];
  const points = curves.map(({ column, split, measure }) =>
    history.lazy().select(
      pl.col("epoch"),
      pl.lit(split).alias("split"),
      pl.lit(measure).alias("measure"),
      pl.col(column).alias("value"),
    ).collectSync()
  );
  return conformFrame(pl.concat(points).dropNulls("value"), LEARNING_CURVE_SCHEMA);
}
