/** The classes of one evaluation as a frame with one row a class. */

import pl from "nodejs-polars";
import type { PredictionFrame } from "./prediction_frame.ts";
import { createCharacterFrame } from "./character_frame.ts";
import { conformFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createClassFrame}. */
export const CLASS_SCHEMA = {
  class: pl.Int32,
  character: pl.String,
  /** Images of the class, images read as it, and images for which both hold. */
  support: pl.Int32,
  predicted: pl.Int32,
  correct: pl.Int32,
  /** 0 to 1, with 0 for 0/0: see `classMetrics()`. */
  precision: pl.Float64,
  recall: pl.Float64,
  f1: pl.Float64,
  /** Mean confidence on the images of the class, 0 to 1; null without images. */
  meanConfidence: pl.Float64,
  /** The wrong character that the class is most often read as, and how often; null if never. */
  mostReadAs: pl.String,
  mostReadAsCount: pl.Int32,
};

/** A frame with the columns of {@linkcode CLASS_SCHEMA}. */
export type ClassFrame = pl.DataFrame<typeof CLASS_SCHEMA>;

/**
 * Creates the frame of classes out of the frame of predictions, in class order.
 *
 * @param characters The character of each class, `[classes]`; classes without images are kept.
 */
export function createClassFrame(
  predictions: PredictionFrame,
  characters: readonly string[],
): ClassFrame {
  const classes = createCharacterFrame(characters);
  const ofTrue = predictions.groupBy("true").agg(
    pl.len().alias("support"),
    pl.col("correct").sum().alias("correct"),
    pl.col("confidence").cast(pl.Float64).mean().alias("meanConfidence"),
  );
  const ofPredicted = predictions.groupBy("predicted").agg(pl.len().alias("predictedCount"));
  const share = (numerator: pl.Expr, denominator: pl.Expr, name: string) =>
    numerator.cast(pl.Float64).div(denominator.cast(pl.Float64)).fillNan(0).alias(name);
  const [support, predicted, correct] = ["support", "predicted", "correct"].map((name) =>
    pl.col(name).cast(pl.Int32).fillNull(0)
  );
  const counted = joinByCharacter(
    joinByCharacter(joinByCharacter(classes, ofTrue, "true"), ofPredicted, "predicted"),
    mostFrequentErrors(predictions),
    "true",
  )
    .withColumnRenamed("predictedCount", "predicted")
    .withColumns(support.alias("support"), predicted.alias("predicted"), correct.alias("correct"))
    .withColumns(
      share(correct, predicted, "precision"),
      share(correct, support, "recall"),
      share(correct.mul(2), predicted.add(support), "f1"),
    );
  return conformFrame(counted.sort("class"), CLASS_SCHEMA);
}

function joinByCharacter(classes: pl.DataFrame, other: pl.DataFrame, key: string): pl.DataFrame {
  return classes.join(other, { leftOn: "character", rightOn: key, how: "left" });
}

/** For each true character the wrong one read most often; of equals the first by character. */
function mostFrequentErrors(predictions: PredictionFrame): pl.DataFrame {
  return predictions
    .filter(pl.col("correct").not())
    .groupBy("true", "predicted")
    .agg(pl.len().alias("mostReadAsCount"))
    .sort(["mostReadAsCount", "predicted"], [true, false])
    .groupBy("true")
    .agg(
      pl.col("predicted").first().alias("mostReadAs"),
      pl.col("mostReadAsCount").first(),
    );
}
