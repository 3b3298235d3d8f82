/**
 * Trains the seed CNN as Keras did for the golden values and measures how far the two part.
 *
 * In three of the 40 steps or so, one unit among millions lies within rounding (10⁻⁸) of 0, where
 * ReLU's slope jumps; a trainer that lands on the other side than Keras drifts up to 1 % away, though
 * its arithmetic is as good. So a change in the order of a sum can fail the comparison with Keras; the
 * first six losses, which come before the first such unit, tell a mistake from that.
 */

import * as tf from "@tensorflow/tfjs";
import { createSeedCnn } from "../../lib/models/seed_cnn.ts";
import { oneHotTargets } from "../../lib/training/targets.ts";
import type { Trainer } from "../../lib/training/trainer.ts";
import type { Golden } from "./golden.ts";

/** Distances from Keras's values. */
export interface GoldenDistance {
  /** Relative difference of each step's loss, `[steps]`. */
  readonly losses: readonly number[];
  /** Relative difference of the loss on the test images after the last step. */
  readonly evaluationLoss: number;
  /** Difference of the accuracy there. */
  readonly accuracy: number;
  /** Largest difference of a class probability. */
  readonly probability: number;
}

const CLASS_COUNT = 47;

/** Creates the seed CNN with Keras's initial weights, on the backend in use. */
export function createGoldenModel(golden: Golden): tf.Sequential {
  const model = createSeedCnn({ seed: 0 });
  const weights = golden.weights.map(({ shape, values }) => tf.tensor(values, [...shape]));
  model.setWeights(weights);
  tf.dispose(weights);
  return model;
}

/** Makes all golden steps with a new trainer of the golden model, then the evaluation. */
export async function followGolden(trainer: Trainer, golden: Golden): Promise<GoldenDistance> {
  const losses: number[] = [];
  for (const [step, { images, labels }] of golden.batches.entries()) {
    const targets = oneHotTargets(labels, CLASS_COUNT);
    const { loss } = await trainer.trainOnBatch(images, targets, 0.001);
    losses.push(Math.abs(loss / golden.losses[step] - 1));
  }
  const { images, labels, loss, accuracy } = golden.evaluation;
  const probabilities = await trainer.predict(images);
  let lossSum = 0;
  let correct = 0;
  labels.forEach((label, row) => {
    const values = probabilities.subarray(row * CLASS_COUNT, (row + 1) * CLASS_COUNT);
    lossSum -= Math.log(values[label]);
    if (values[label] === Math.max(...values)) correct++;
  });
  const rows = await trainer.predict(golden.probabilities.images);
  const differences = golden.probabilities.values.flat().map((value, i) =>
    Math.abs(value - rows[i])
  );
  return {
    losses,
    evaluationLoss: Math.abs(lossSum / labels.length / loss - 1),
    accuracy: Math.abs(correct / labels.length - accuracy),
    probability: Math.max(...differences),
  };
}
