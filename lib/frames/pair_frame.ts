/** The pairs of classes that a model takes for each other, as a frame with one row a pair. */

import pl from "nodejs-polars";
import type { ConfusionFrame } from "./confusion_frame.ts";
import { conformFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createPairFrame}. */
export const PAIR_SCHEMA = {
  /** The two classes, the lower one first, and their characters. */
  firstClass: pl.Int32,
  secondClass: pl.Int32,
  first: pl.String,
  second: pl.String,
  /** Images of the first class read as the second, the other way round, and both together. */
  firstAsSecond: pl.Int32,
  secondAsFirst: pl.Int32,
  count: pl.Int32,
  /** Mean of the two directions' rates, 0 to 1: see `symmetricConfusionRates()`. */
  rate: pl.Float64,
  /** Share of all errors, 0 to 1. */
  shareOfErrors: pl.Float64,
  /** Share of all errors that this pair and those above it make up, 0 to 1. */
  cumulativeShare: pl.Float64,
};

/** A frame with the columns of {@linkcode PAIR_SCHEMA}. */
export type PairFrame = pl.DataFrame<typeof PAIR_SCHEMA>;

/**
 * Creates the frame of confused pairs out of the frame of a confusion matrix.
 *
 * Pairs that never occur are left out. The highest count comes first, of equals the higher rate,
 * then the lower classes: the order of `topConfusionPairs()`.
 */
export function createPairFrame(confusion: ConfusionFrame): PairFrame {
  const untyped: pl.DataFrame = confusion;
  const reversed = untyped.select(
    pl.col("trueClass").alias("secondClass"),
    pl.col("predictedClass").alias("firstClass"),
    pl.col("count").alias("secondAsFirst"),
    pl.col("rate").alias("reverseRate"),
  );
  const share = pl.col("count").cast(pl.Float64).div(pl.col("count").sum().cast(pl.Float64));
  const pairs = untyped
    .rename({
      trueClass: "firstClass",
      predictedClass: "secondClass",
      true: "first",
      predicted: "second",
      count: "firstAsSecond",
    })
    .filter(pl.col("firstClass").lt(pl.col("secondClass")))
    .join(reversed, { on: ["firstClass", "secondClass"], how: "inner" })
    .withColumns(
      pl.col("firstAsSecond").add(pl.col("secondAsFirst")).alias("count"),
      pl.col("rate").add(pl.col("reverseRate")).div(2).alias("rate"),
    )
    .filter(pl.col("count").gt(0))
    .sort(["count", "rate", "firstClass", "secondClass"], [true, true, false, false])
    .withColumns(share.alias("shareOfErrors"), share.cumSum().alias("cumulativeShare"));
  return conformFrame(pairs, PAIR_SCHEMA);
}
