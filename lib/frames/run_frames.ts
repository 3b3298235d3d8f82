/** What a run keeps as frames: its predictions with one row an image, its history with one an epoch. */

import pl from "nodejs-polars";
import {
  confidences,
  correctness,
  predictedClasses,
  type Predictions,
  trueProbabilities,
} from "../evaluation/predictions.ts";
import { topKClasses, trueRanks } from "../evaluation/top_k.ts";
import { EPOCH_COLUMNS, type EpochRecord } from "../training/epoch_record.ts";
import { mapRecord } from "../typed_record.ts";
import { createFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createPredictionFrame}. */
const PREDICTION_SCHEMA = {
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

/**
 * Creates the frame of predictions, one row an image in their order.
 *
 * Expects sound predictions: see `checkPredictions()`.
 */
export function createPredictionFrame(predictions: Predictions): PredictionFrame {
  const { labels, characters, indices } = predictions;
  const characterOf = (label: number) => characters[label];
  const second = guessesOfRank(predictions, 2);
  const third = guessesOfRank(predictions, 3);
  return createFrame(PREDICTION_SCHEMA, {
    index: indices ?? [...labels.keys()],
    true: Array.from(labels, characterOf),
    predicted: Array.from(predictedClasses(predictions), characterOf),
    confidence: confidences(predictions),
    correct: Array.from(correctness(predictions), Boolean),
    trueProbability: trueProbabilities(predictions),
    trueRank: trueRanks(predictions),
    second: second.characters,
    secondProbability: second.probabilities,
    third: third.characters,
    thirdProbability: third.probabilities,
  });
}

/** The guesses of one rank, `[n]`, and their probabilities; all null with too few classes. */
function guessesOfRank({ labels, probabilities, characters }: Predictions, rank: number) {
  if (rank > characters.length) {
    const nothing = Array<null>(labels.length).fill(null);
    return { characters: nothing, probabilities: nothing };
  }
  const best = topKClasses({ labels, probabilities, characters }, rank);
  const guesses = Array.from(labels, (_, image) => best[image * rank + rank - 1]);
  return {
    characters: guesses.map((guess) => characters[guess]),
    probabilities: guesses.map((guess, image) => probabilities[image * characters.length + guess]),
  };
}

/** Columns of {@linkcode createHistoryFrame}: those of an epoch; see `EPOCH_COLUMNS`. */
const HISTORY_SCHEMA = { ...mapRecord(EPOCH_COLUMNS, () => pl.Float64), epoch: pl.Int32 };

/** A frame with the columns of {@linkcode HISTORY_SCHEMA}. */
export type HistoryFrame = pl.DataFrame<typeof HISTORY_SCHEMA>;

/** Creates the frame of a history, one row an epoch in the order given; null where none was measured. */
export function createHistoryFrame(epochs: readonly EpochRecord[]): HistoryFrame {
  return createFrame(
    HISTORY_SCHEMA,
    mapRecord(EPOCH_COLUMNS, (_, name) => epochs.map((epoch) => epoch[name])),
  );
}
