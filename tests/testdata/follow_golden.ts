/**
 * Trains a network as Keras did for golden values and measures how far the two part.
 *
 * The baseline CNN is chaotic over 40 steps: now and then one unit among millions lies within rounding
 * (10⁻⁸) of 0, where ReLU's slope jumps, and Adam turns a gradient that is almost 0 into a whole step.
 * So Keras itself, and exact arithmetic too, part from the golden values by up to 1 % in the loss and
 * 0.09 in a probability, on another processor or with another number of threads (EXPERIMENTS.md,
 * 2026-11-25). Three comparisons tell a mistake from that: the first six losses, which come before the
 * first such unit; the network without kinks, which ends in the same place everywhere; and, with
 * kinks, `shadow_golden.ts`.
 */

import * as tf from "@tensorflow/tfjs";
import { createBaselineCnn } from "../../lib/models/baseline_cnn.ts";
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

/** Creates the baseline CNN with Keras's initial weights, on the backend in use. */
export function createGoldenModel(golden: Golden): tf.Sequential {
  const model = createBaselineCnn({ seed: 0 });
  setGoldenWeights(model, golden);
  return model;
}

/** The same network without kinks, ELU for ReLU and mean for max pooling, with the same weights. */
export function createSmoothModel(golden: Golden): tf.Sequential {
  const convolution = (filters: number, inputShape?: tf.Shape) =>
    tf.layers.conv2d({ filters, kernelSize: 3, activation: "elu", inputShape });
  const model = tf.sequential({
    layers: [
      convolution(32, [28, 28, 1]), // [batch, 26, 26, 32]
      tf.layers.averagePooling2d({ poolSize: 2 }), // [batch, 13, 13, 32]
      convolution(64), // [batch, 11, 11, 64]
      tf.layers.averagePooling2d({ poolSize: 2 }), // [batch, 5, 5, 64]
      convolution(128), // [batch, 3, 3, 128]
      tf.layers.flatten(),
      tf.layers.dense({ units: 128, activation: "elu" }),
      tf.layers.dense({ units: CLASS_COUNT, activation: "softmax" }),
    ],
  });
  setGoldenWeights(model, golden);
  return model;
}

function setGoldenWeights(model: tf.LayersModel, golden: Golden): void {
  const weights = golden.weights.map(({ shape, values }) => tf.tensor(values, [...shape]));
  model.setWeights(weights);
  tf.dispose(weights);
}

/** Makes one golden step and returns the relative difference of its loss. */
export async function trainGoldenStep(
  trainer: Trainer,
  golden: Golden,
  step: number,
): Promise<number> {
  const { images, labels } = golden.batches[step];
  const { loss } = await trainer.trainOnBatch(images, oneHotTargets(labels, CLASS_COUNT), 0.001);
  return Math.abs(loss / golden.losses[step] - 1);
}

/** Makes all golden steps with a new trainer of a golden model, then the evaluation. */
export async function followGolden(trainer: Trainer, golden: Golden): Promise<GoldenDistance> {
  const losses: number[] = [];
  for (const step of golden.batches.keys()) {
    losses.push(await trainGoldenStep(trainer, golden, step));
  }
  return { losses, ...await evaluateGolden(trainer, golden) };
}

/** Compares a trainer's predictions with Keras's after the last golden step. */
export async function evaluateGolden(
  trainer: Trainer,
  golden: Golden,
): Promise<Omit<GoldenDistance, "losses">> {
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
    evaluationLoss: Math.abs(lossSum / labels.length / loss - 1),
    accuracy: Math.abs(correct / labels.length - accuracy),
    probability: Math.max(...differences),
  };
}
