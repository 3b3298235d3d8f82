/** Runs the same computation on our wasm kernels and on TensorFlow.js's plain `cpu` backend. */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useWasm } from "../../../lib/backends/wasm/use_wasm.ts";
import { createRandom } from "../../../lib/random.ts";

/** Runs `compute` on a backend and returns its result's shape and values. */
async function runOn(backend: "cpu" | "wasm", compute: () => tf.Tensor) {
  if (backend === "wasm") await useWasm();
  else await tf.setBackend("cpu");
  const result = tf.tidy(compute);
  const values = Array.from(await result.data());
  result.dispose();
  return { shape: result.shape, values };
}

/** Runs `compute` on `wasm` and returns its values. */
export async function valuesOnWasm(compute: () => tf.Tensor): Promise<number[]> {
  return (await runOn("wasm", compute)).values;
}

/** Asserts that both backends agree to within float32 rounding of sums of up to a few thousand terms. */
export async function assertSameOnBoth(compute: () => tf.Tensor): Promise<void> {
  const expected = await runOn("cpu", compute);
  const found = await runOn("wasm", compute);
  assertEquals(found.shape, expected.shape);
  expected.values.forEach((value, index) => {
    assertAlmostEquals(found.values[index], value, 1e-4, `element ${index}`);
  });
}

/** Returns a tensor of normally distributed values, the same ones for the same seed and shape. */
export function normalTensor(shape: number[], seed: number): tf.Tensor {
  const random = createRandom(seed);
  const values = Float32Array.from(
    { length: tf.util.sizeFromShape(shape) },
    () => random.normal(),
  );
  return tf.tensor(values, shape);
}

/** Returns the gradient of `compute` at `x`, for a gradient `dy` of its output. */
export function gradientAt(
  compute: (x: tf.Tensor4D) => tf.Tensor,
  x: tf.Tensor4D,
  dy: tf.Tensor,
): tf.Tensor {
  return tf.grad((each) => compute(each.reshape<tf.Tensor4D>(x.shape)))(x, dy);
}

/** A convolution to try: `[batch, height, width, in]`, `[height, width, in, out]`, and how it moves. */
export interface ConvolutionCase {
  readonly input: [number, number, number, number];
  readonly filter: [number, number, number, number];
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number;
}

/** Narrow and wide channels, strides, paddings, windows, and batches of more than one chunk. */
export const convolutionCases: readonly ConvolutionCase[] = [
  { input: [2, 5, 5, 3], filter: [3, 3, 3, 4], strides: 1, pad: "valid" },
  { input: [2, 5, 6, 1], filter: [3, 3, 1, 16], strides: 1, pad: "valid" },
  { input: [2, 7, 6, 2], filter: [3, 2, 2, 5], strides: 1, pad: "same" },
  { input: [1, 8, 8, 12], filter: [3, 3, 12, 2], strides: 2, pad: "same" },
  { input: [3, 9, 7, 2], filter: [2, 4, 2, 3], strides: [3, 2], pad: "valid" },
  { input: [2, 6, 6, 3], filter: [1, 1, 3, 7], strides: 1, pad: "valid" },
  { input: [2, 4, 4, 2], filter: [5, 5, 2, 3], strides: 1, pad: "same" },
  { input: [2, 5, 5, 2], filter: [3, 3, 2, 2], strides: 1, pad: 2 },
  { input: [5, 27, 27, 2], filter: [3, 3, 2, 2], strides: 1, pad: "valid" },
];

/** One line that names a case. */
export function describeCase({ input, filter, strides, pad }: ConvolutionCase): string {
  return `input ${input.join("x")}, filter ${filter.join("x")}, strides ${strides}, padding ${pad}`;
}

/** Returns the gradient of a convolution, for a random gradient of its output. */
export function convolutionGradient(
  { input, filter, strides, pad }: ConvolutionCase,
  of: "input" | "filter",
): tf.Tensor {
  const x = tf.tensor4d(normalTensor(input, 1).dataSync(), input);
  const w = tf.tensor4d(normalTensor(filter, 2).dataSync(), filter);
  const convolve = (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2d(x, w, strides, pad);
  const dy = normalTensor(convolve(x, w).shape, 3);
  if (of === "input") return gradientAt((each) => convolve(each, w), x, dy);
  return gradientAt((each) => convolve(x, each), w, dy);
}
