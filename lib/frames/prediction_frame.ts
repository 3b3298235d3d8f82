/** The predictions of one evaluation as a frame with one row an image. */

import pl from "nodejs-polars";
import {
  confidences,
  predictedClasses,
  type Predictions,
  trueProbabilities,
} from "../evaluation/predictions.ts";
import { topKClasses, trueRanks } from "../evaluation/top_k.ts";
import { createCharacterFrame } from "./character_frame.ts";
import { conformFrame, createFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createPredictionFrame}. */
export const PREDICTION_SCHEMA = {
  /** Row of the image in its split. */
  index: pl.Int32,
  /** Character that the image shows, and the one that the model read. */
  true: pl.String,
  predicted: pl.String,
  /** Probability of the predicted class, 0 to 1. */
  confidence: pl.Float32,
  /** Whether the two characters are the same. */
  correct: pl.Bool,
  /** Probability that the true class was given, 0 to 1, and its rank, from 1. */
  trueProbability: pl.Float32,
  trueRank: pl.Int32,
  /** The second and third guess and their probabilities; null where there are fewer classes. */
  second: pl.String,
  secondProbability: pl.Float32,
  third: pl.String,
  thirdProbability: pl.Float32,
};

/** A frame with the columns of {@linkcode PREDICTION_SCHEMA}. */
export type PredictionFrame = pl.DataFrame<typeof PREDICTION_SCHEMA>;

/** Predictions that may know which images of a split they are about. */
export interface LocatedPredictions extends Predictions {
  /** Row of each image in its split, `[n]`; 0, 1, 2 … when missing. */
  readonly indices?: Uint32Array;
}

/** Class numbers, before the characters are joined to them. */
const CODED_SCHEMA = {
  index: pl.Int32,
  trueClass: pl.Int32,
  predictedClass: pl.Int32,
  confidence: pl.Float32,
  trueProbability: pl.Float32,
  trueRank: pl.Int32,
  secondClass: pl.Int32,
  secondProbability: pl.Float32,
  thirdClass: pl.Int32,
  thirdProbability: pl.Float32,
};

/**
 * Creates the frame of predictions, one row an image in their order.
 *
 * Expects sound predictions: see `checkPredictions()`.
 */
export function createPredictionFrame(predictions: LocatedPredictions): PredictionFrame {
  const { labels, characters, indices } = predictions;
  const predicted = predictedClasses(predictions);
  const second = guessesOfRank(predictions, 2);
  const third = guessesOfRank(predictions, 3);
  const coded = createFrame(CODED_SCHEMA, {
    index: indices ?? [...labels.keys()],
    trueClass: labels,
    predictedClass: predicted,
    confidence: confidences(predictions),
    trueProbability: trueProbabilities(predictions),
    trueRank: trueRanks(predictions),
    secondClass: second.classes,
    secondProbability: second.probabilities,
    thirdClass: third.classes,
    thirdProbability: third.probabilities,
  });
  const classes = createCharacterFrame(characters);
  let frame: pl.DataFrame = coded;
  for (const name of ["true", "predicted", "second", "third"]) {
    frame = frame
      .join(classes, {
        leftOn: `${name}Class`,
        rightOn: "class",
        how: "left",
        maintainOrder: "left",
      })
      .withColumnRenamed("character", name);
  }
  const correct = pl.col("true").eq(pl.col("predicted")).alias("correct");
  return conformFrame(frame.withColumns(correct), PREDICTION_SCHEMA);
}

/** The classes of one rank, `[n]`, and their probabilities; all null with too few classes. */
function guessesOfRank(predictions: Predictions, rank: number) {
  const { labels, probabilities, characters } = predictions;
  if (rank > characters.length) {
    const nothing = Array<null>(labels.length).fill(null);
    return { classes: nothing, probabilities: nothing };
  }
  const best = topKClasses(predictions, rank);
  const classes = Uint8Array.from(labels, (_, image) => best[image * rank + rank - 1]);
  const ofClass = (guess: number, image: number) =>
    probabilities[image * characters.length + guess];
  return { classes, probabilities: Float32Array.from(classes, ofClass) };
}
