/** The gradient of a 2-D convolution with respect to its input; tfjs's own is a plain loop. */

import * as tf from "@tensorflow/tfjs";
import { type KernelCall, registerWasmKernel } from "./kernel.ts";
import { addPatches, imageChunks } from "./patches.ts";

/**
 * Computes the patches' gradient `dy · Wᵀ` chunk by chunk and adds each window back to its pixels.
 *
 * `dy` is `[batch, outHeight, outWidth, out]`, `filter` `[filterHeight, filterWidth, in, out]`, both
 * float32 with channels last; the result has the input's shape. A padded convolution with the flipped
 * filter gives the same, at up to 2.8 times the multiplications (3x3 positions padded to 7x7).
 */
function conv2dBackpropInput(
  { inputs: { dy, filter }, attributes, heap }: KernelCall<
    "dy" | "filter",
    tf.Conv2DBackpropInputAttrs
  >,
): tf.TensorInfo | undefined {
  const { strides, pad, dimRoundingMode, inputShape, dataFormat } = attributes;
  if (dataFormat !== "NHWC" || filter.shape.length !== 4) return undefined;
  const [filterHeight, filterWidth, inChannels, outChannels] = filter.shape;
  const shape = tf.backend_util.computeConv2DInfo(
    inputShape,
    [filterHeight, filterWidth, inChannels, outChannels],
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const positions = shape.outHeight * shape.outWidth;
  const patchSize = filterHeight * filterWidth * inChannels;
  const matrix = heap.share(filter, [patchSize, outChannels]);
  const transposed = heap.transpose(matrix, [1, 0]);
  const gradient = heap.allocate(inputShape);
  heap.view(gradient).fill(0);
  for (const [first, count] of imageChunks(shape)) {
    const dyPart = heap.allocate([count * positions, outChannels]);
    const start = first * positions * outChannels;
    const end = start + count * positions * outChannels;
    heap.view(dyPart).set(heap.view(dy).subarray(start, end));
    const patches = heap.matMul(dyPart, transposed);
    addPatches(heap.view(patches), heap.view(gradient), shape, first, count);
    heap.free(dyPart, patches);
  }
  heap.free(matrix, transposed);
  return gradient;
}

/** Registers `Conv2DBackpropInput`. */
export function registerConv2dBackpropInput(): void {
  registerWasmKernel(tf.Conv2DBackpropInput, conv2dBackpropInput);
}
