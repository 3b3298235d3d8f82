/** Models and batches so small that their gradients can be checked number by number. */

import * as tf from "@tensorflow/tfjs";
import type { NamedArray, Trainer } from "../../../lib/training/trainer.ts";
import { createRandom } from "../../../lib/random.ts";

/** Side of the tiny images, in pixels. */
export const tinySide = 6;

/** Classes of the tiny models. */
export const tinyClasses = 4;

/** A batch as a trainer takes it. */
export interface TinyBatch {
  readonly images: Uint8Array<ArrayBuffer>;
  readonly targets: Float32Array<ArrayBuffer>;
  readonly count: number;
}

/** Returns random images with random distributions as targets; equal seeds give equal ones. */
export function tinyBatch(count: number, seed = 0): TinyBatch {
  const random = createRandom(seed);
  const images = Uint8Array.from(
    { length: count * tinySide * tinySide },
    () => random.integer(256),
  );
  const targets = new Float32Array(count * tinyClasses);
  for (let row = 0; row < count; row++) {
    const weights = Array.from({ length: tinyClasses }, () => Math.exp(2 * random.normal()));
    const sum = weights.reduce((total, weight) => total + weight);
    targets.set(weights.map((weight) => weight / sum), row * tinyClasses);
  }
  return { images, targets, count };
}

/** Returns the batch's images as the model sees them, `[count, 6, 6, 1]` float32, 0 to 1. */
export function imageTensor({ images, count }: TinyBatch): tf.Tensor4D {
  const values = Float32Array.from(images, (pixel) => pixel / 255);
  return tf.tensor4d(values, [count, tinySide, tinySide, 1]);
}

/** Adds layers to the functional model under construction. */
export type Build = (input: tf.SymbolicTensor) => tf.SymbolicTensor;

/** Applies layers one after the other; they are created anew for each model. */
export function chain(...layers: (() => tf.layers.Layer)[]): Build {
  return (input) => layers.reduce((value, create) => applyLayer(create(), value), input);
}

/** Applies one layer to one or more values. */
export function applyLayer(
  layer: tf.layers.Layer,
  input: tf.SymbolicTensor | tf.SymbolicTensor[],
): tf.SymbolicTensor {
  const output = layer.apply(input);
  if (!(output instanceof tf.SymbolicTensor)) throw new TypeError("expected one symbolic tensor");
  return output;
}

/**
 * Creates a model of what `build` adds, between a convolution, through whose weights the gradient
 * flows on, and `[flatten, dense, softmax]`. Its weights are random; equal seeds give equal ones.
 */
export function tinyModel(build: Build, seed = 0): tf.LayersModel {
  const input = tf.input({ shape: [tinySide, tinySide, 1] });
  const before = tf.layers.conv2d({ name: "before", filters: 3, kernelSize: 3, padding: "same" });
  const middle = build(applyLayer(before, input)); // [batch, 6, 6, 3] before `build`
  const flat = middle.shape.length === 2 ? middle : applyLayer(tf.layers.flatten(), middle);
  const last = tf.layers.dense({ name: "last", units: tinyClasses, activation: "softmax" });
  const model = tf.model({ inputs: input, outputs: applyLayer(last, flat) });
  randomizeWeights(model, seed);
  return model;
}

/** Sets all weights at random: variances and scales near 1, everything else near 0. */
export function randomizeWeights(model: tf.LayersModel, seed: number): void {
  const random = createRandom(seed);
  tf.tidy(() =>
    model.setWeights(model.weights.map(({ originalName, shape }) => {
      const sizes = shape.map((size) => size ?? 0);
      const isNearOne = /gamma|variance/.test(originalName);
      const values = Float32Array.from(
        { length: tf.util.sizeFromShape(sizes) },
        () => isNearOne ? 1 + 0.4 * (random.next() - 0.5) : 0.4 * random.normal(),
      );
      return tf.tensor(values, sizes);
    }))
  );
}

/** A learning rate that leaves every float32 weight of a usual size as it is. */
export const noLearning = 1e-30;

/**
 * Returns the gradient of each trainable weight, in the order of `model.trainableWeights`.
 *
 * The trainer must have been created with β₁ = 0: Adam's first moment is then the last gradient.
 */
export async function trainerGradients(
  trainer: Trainer,
  { images, targets }: TinyBatch,
): Promise<Float32Array[]> {
  await trainer.trainOnBatch(images, targets, noLearning);
  const state = await trainer.exportState();
  return state.filter(({ name }) => name.endsWith("/m")).map(({ values }) => values);
}

/** Returns the array of a state by its name. */
export function arrayNamed(state: readonly NamedArray[], name: string): Float32Array {
  const found = state.find((array) => array.name === name);
  if (found === undefined) throw new RangeError(`no "${name}" in the state`);
  return found.values;
}

/** A small network without anything that draws numbers or keeps a state. */
export const convolution = chain(
  () => tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: "tanh" }),
  () => tf.layers.maxPooling2d({ poolSize: 2 }),
);

/** A small network with everything that draws numbers or keeps a state. */
export const stateful = chain(
  () => tf.layers.conv2d({ name: "inner", filters: 4, kernelSize: 3 }),
  () => tf.layers.batchNormalization({ name: "normal" }),
  () => tf.layers.dropout({ name: "dropped", rate: 0.4 }),
);

/** Makes steps `from` to before `to`, each on a batch of its own, and returns their losses. */
export async function trainSteps(trainer: Trainer, from: number, to: number): Promise<number[]> {
  const losses: number[] = [];
  for (let step = from; step < to; step++) {
    const { images, targets } = tinyBatch(3 + step % 4, step);
    losses.push((await trainer.trainOnBatch(images, targets, 0.01)).loss);
  }
  return losses;
}
