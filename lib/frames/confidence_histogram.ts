/** How confident a model was when it was right and when it was wrong, as a histogram. */

import pl from "nodejs-polars";
import type { PredictionFrame } from "./prediction_frame.ts";
import { conformFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createConfidenceHistogram}. */
export const CONFIDENCE_HISTOGRAM_SCHEMA = {
  /** Whether the images of the bar were read rightly. */
  correct: pl.Bool,
  /** The bar covers confidences above `low` up to and including `high`, 0 to 1. */
  low: pl.Float64,
  high: pl.Float64,
  /** Number of images. */
  count: pl.Int32,
  /** Share of all right images, or of all wrong ones, as `correct` says; 0 to 1. */
  share: pl.Float64,
};

/** A frame with the columns of {@linkcode CONFIDENCE_HISTOGRAM_SCHEMA}. */
export type ConfidenceHistogramFrame = pl.DataFrame<typeof CONFIDENCE_HISTOGRAM_SCHEMA>;

/**
 * Counts confidences in `binCount` bins of equal width over 0 to 1, for right and for wrong
 * predictions. Empty bars are left out; wrong comes first, then the lower bin.
 *
 * Throws `RangeError` unless `binCount` is a whole number from 1.
 */
export function createConfidenceHistogram(
  predictions: PredictionFrame,
  binCount = 20,
): ConfidenceHistogramFrame {
  if (!Number.isInteger(binCount) || binCount < 1) {
    throw new RangeError(
      `Cannot bin confidences: expected a whole number of bins from 1 but found ${binCount}`,
    );
  }
  // As in reliabilityBins(): a bin includes its upper edge.
  const bin = pl.col("confidence").cast(pl.Float64).mul(binCount).ceil().sub(1).clip(
    0,
    binCount - 1,
  );
  const count = pl.col("count").cast(pl.Float64);
  const counted = predictions
    .withColumn(bin.alias("bin"))
    .groupBy("correct", "bin")
    .agg(pl.len().alias("count"))
    .sort(["correct", "bin"])
    .withColumns(
      pl.col("bin").div(binCount).alias("low"),
      pl.col("bin").add(1).div(binCount).alias("high"),
      count.div(count.sum().over("correct")).alias("share"),
    );
  return conformFrame(counted, CONFIDENCE_HISTOGRAM_SCHEMA);
}
