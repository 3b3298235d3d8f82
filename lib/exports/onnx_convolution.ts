/** Windows that slide over images, and the kernels of convolutions, as ONNX has them. */

import type { ExportedWeight } from "./exported_model.ts";
import type { OnnxAttribute, OnnxGraph, OnnxValue } from "./onnx_graph.ts";

/**
 * Returns the attributes of a sliding window. With same padding the margins are TensorFlow's:
 * `ceil(size / stride)` windows, and the odd pixel at the end.
 */
export function windowOf(
  size: readonly number[],
  { strides, padding }: { strides: readonly number[]; padding: "valid" | "same" },
  { shape }: OnnxValue,
): Record<string, OnnxAttribute> {
  const margins = size.map((extent, axis) =>
    padding === "valid" ? 0 : Math.max(
      0,
      (Math.ceil(shape[axis] / strides[axis]) - 1) * strides[axis] + extent - shape[axis],
    )
  );
  const before = margins.map((margin) => Math.floor(margin / 2));
  const after = margins.map((margin) => Math.ceil(margin / 2));
  return {
    kernel_shape: { ints: size },
    strides: { ints: strides },
    pads: { ints: [...before, ...after] },
  };
}

/** One group a channel: each filter sees one channel alone. */
export function groupsOf({ shape }: OnnxValue): Record<string, OnnxAttribute> {
  return { group: { int: shape[2] } };
}

/** Adds a kernel `[height, width, in, out]` in ONNX's order, `[out, in, height, width]`. */
export function addKernel(
  graph: OnnxGraph,
  name: string,
  { shape, values }: ExportedWeight,
): string {
  const [height, width, inputs, outputs] = shape;
  const order = transposed(values, height * width, inputs * outputs); // [in · out, area]
  const filters = new Float32Array(values.length);
  const area = height * width;
  for (let input = 0; input < inputs; input++) {
    for (let output = 0; output < outputs; output++) {
      const from = (input * outputs + output) * area;
      filters.set(order.subarray(from, from + area), (output * inputs + input) * area);
    }
  }
  return graph.floats(name, [outputs, inputs, height, width], filters);
}

/** Adds a depthwise kernel `[height, width, in, multiplier]` as `[in · multiplier, 1, height, width]`. */
export function addDepthwiseKernel(
  graph: OnnxGraph,
  name: string,
  { shape: [height, width, inputs, multiplier], values }: ExportedWeight,
): string {
  const filters = transposed(values, height * width, inputs * multiplier);
  return graph.floats(name, [inputs * multiplier, 1, height, width], filters);
}

/** Returns `[rows, columns]` as `[columns, rows]`. */
function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  return values.map((_, index) => values[(index % rows) * columns + Math.floor(index / rows)]);
}
