/**
 * Trains a network as Keras did for golden values and measures how far the two part.
 *
 * The baseline CNN is chaotic over many steps: now and then one unit among millions lies within
 * rounding (10⁻⁸) of 0, where ReLU's slope jumps, and Adam turns a gradient that is almost 0 into a
 * whole step. After 40 steps Keras itself is 0.6 % away from its own losses when its weights are moved
 * by one rounding, or with the instructions of another processor. In the first 15 steps of these
 * batches that does not happen: with 1 thread or 2, AVX-512, AVX2 or SSE 4.1, with oneDNN and without,
 * and from five sets of weights moved by one rounding, Keras's losses agree to 2e-7. So 12 steps are
 * compared. The two networks without kinks agree to 3e-7 over all 40.
 */

import { oneHotTargets } from "../../lib/training/recipe_batches.ts";
import type { Trainer } from "../../lib/training/trainer.ts";
import type { Golden } from "./golden.ts";

/** Distances from Keras's values. */
export interface GoldenDistance {
  /** Largest relative difference of a step's loss. */
  readonly losses: number;
  /** Relative difference of the loss on the test images after the last step. */
  readonly evaluationLoss: number;
  /** Difference of the accuracy there. */
  readonly accuracy: number;
  /** Largest difference of a class probability. */
  readonly probability: number;
}

const CLASS_COUNT = 47;

/** Makes all golden steps with a new trainer of a golden network, then the evaluation. */
export async function followGolden(trainer: Trainer, golden: Golden): Promise<GoldenDistance> {
  const { batches, evaluation, losses, probabilities } = golden;
  const differences: number[] = [];
  for (const [step, { images, labels }] of batches.entries()) {
    const targets = oneHotTargets(labels, CLASS_COUNT);
    const { loss } = await trainer.trainOnBatch(images, targets, 0.001);
    differences.push(Math.abs(loss / losses[step] - 1));
  }
  const rows = await trainer.predict(evaluation.images);
  let lossSum = 0;
  let correct = 0;
  evaluation.labels.forEach((label, row) => {
    const values = rows.subarray(row * CLASS_COUNT, (row + 1) * CLASS_COUNT);
    lossSum -= Math.log(values[label]);
    if (values[label] === Math.max(...values)) correct++;
  });
  const count = evaluation.labels.length;
  return {
    losses: Math.max(...differences),
    evaluationLoss: Math.abs(lossSum / count / evaluation.loss - 1),
    accuracy: Math.abs(correct / count - evaluation.accuracy),
    probability: Math.max(...probabilities.flat().map((value, i) => Math.abs(value - rows[i]))),
  };
}
