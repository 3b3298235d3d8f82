/** Which images to look at: the most confident errors, and the images behind a confusion. */

import pl from "nodejs-polars";
import { PREDICTION_SCHEMA, type PredictionFrame } from "./prediction_frame.ts";
import { conformFrame } from "./typed_frame.ts";

/** The images of one cell of a confusion matrix. */
export interface CellImages {
  /** Character that the images show, and the one that the model read. */
  readonly true: string;
  readonly predicted: string;
  /** Rows of the images in their split, the most confident first. */
  readonly indices: readonly number[];
}

/** Sorted so that the most confident comes first, of equals the first image. */
function byConfidence(predictions: pl.DataFrame): pl.DataFrame {
  return predictions.sort(["confidence", "index"], [true, false]);
}

/** Returns the wrong predictions, the most confident first, at most `limit` of them. */
export function mostConfidentErrors(predictions: PredictionFrame, limit: number): PredictionFrame {
  const errors = predictions.filter(pl.col("correct").not());
  return conformFrame(byConfidence(errors).head(Math.min(limit, errors.height)), PREDICTION_SCHEMA);
}

/**
 * Returns the images behind every cell of the confusion matrix that is not 0, at most `limit` a
 * cell, ordered by true and then by predicted character.
 */
export function imagesByCell(predictions: PredictionFrame, limit: number): CellImages[] {
  const cells = byConfidence(predictions)
    .groupBy("true", "predicted")
    .agg(pl.col("index").head(Math.min(limit, predictions.height)))
    .sort(["true", "predicted"]);
  // Polars leaves the values of a row untyped; their order is that of the columns selected.
  return cells.select("true", "predicted", "index").rows().map(([shown, read, indices]) => ({
    true: String(shown),
    predicted: String(read),
    indices: Array.from<number>(indices),
  }));
}
