/** Sums over leading axes, such as a bias's gradient; tfjs's wasm backend transposes for them first. */

import * as tf from "@tensorflow/tfjs";
import { type KernelCall, registerWasmKernel } from "./kernel.ts";

/** Adds up the rows of `x` seen as `[rows, columns]`, in double precision, where `axis` comes first. */
function sum(
  { inputs: { x }, attributes: { axis, keepDims }, heap }: KernelCall<"x", tf.SumAttrs>,
): tf.TensorInfo | undefined {
  const axes = tf.util.parseAxisParam(axis, x.shape).toSorted((a, b) => a - b);
  const leading = axes.every((each, index) => each === index) && axes.length < x.shape.length;
  if (x.dtype !== "float32" || axes.length === 0 || !leading) return undefined;
  const keptShape = x.shape.slice(axes.length);
  const columns = tf.util.sizeFromShape(keptShape);
  const totals = new Float64Array(columns);
  const result = heap.allocate(keepDims ? [...axes.map(() => 1), ...keptShape] : keptShape);
  const values = heap.view(x);
  for (let start = 0; start < values.length; start += columns) {
    for (let column = 0; column < columns; column++) totals[column] += values[start + column];
  }
  heap.view(result).set(totals);
  return result;
}

/** Registers `Sum`. */
export function registerSum(): void {
  registerWasmKernel(tf.Sum, sum);
}
