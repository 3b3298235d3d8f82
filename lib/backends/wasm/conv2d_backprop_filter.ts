/** The gradient of a 2-D convolution with respect to its filter, which tfjs's wasm backend lacks. */

import * as tf from "@tensorflow/tfjs";
import { type KernelCall, registerWasmKernel } from "./kernel.ts";
import { extractPatches, imageChunks } from "./patches.ts";

/**
 * Computes `Σ Pᵀ · dy` over chunks of the batch, where `P` holds the windows of `x`.
 *
 * `x` is `[batch, height, width, in]`, `dy` `[batch, outHeight, outWidth, out]`, both float32 with
 * channels last; the result has the filter's shape, `[filterHeight, filterWidth, in, out]`.
 */
function conv2dBackpropFilter(
  { inputs: { x, dy }, attributes, heap }: KernelCall<
    "x" | "dy",
    tf.Conv2DBackpropFilterAttrs
  >,
): tf.TensorInfo | undefined {
  const { strides, pad, dimRoundingMode, filterShape, dataFormat } = attributes;
  if (dataFormat !== "NHWC" || x.shape.length !== 4) return undefined;
  const [batch, height, width, channels] = x.shape;
  const shape = tf.backend_util.computeConv2DInfo(
    [batch, height, width, channels],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const positions = shape.outHeight * shape.outWidth;
  const patchSize = shape.filterHeight * shape.filterWidth * shape.inChannels;
  // XNNPACK copies the second factor into its own layout, so that the narrower one comes second.
  const patchesSecond = patchSize < shape.outChannels;
  const total = heap.allocate(
    patchesSecond ? [shape.outChannels, patchSize] : [patchSize, shape.outChannels],
  );
  heap.view(total).fill(0);
  for (const [first, count] of imageChunks(shape)) {
    const patches = heap.allocate([count * positions, patchSize]);
    const dyPart = heap.allocate([count * positions, shape.outChannels]);
    extractPatches(heap.view(x), heap.view(patches), shape, first, count);
    const start = first * positions * shape.outChannels;
    const end = start + count * positions * shape.outChannels;
    heap.view(dyPart).set(heap.view(dy).subarray(start, end));
    const transposed = heap.transpose(patchesSecond ? dyPart : patches, [1, 0]);
    const product = heap.matMul(transposed, patchesSecond ? patches : dyPart);
    const sum = heap.view(total);
    heap.view(product).forEach((value, index) => sum[index] += value);
    heap.free(patches, dyPart, transposed, product);
  }
  const gradient = patchesSecond ? heap.transpose(total, [1, 0]) : heap.share(total, filterShape);
  heap.free(total);
  return { ...gradient, shape: filterShape };
}

/** Registers `Conv2DBackpropFilter`. */
export function registerConv2dBackpropFilter(): void {
  registerWasmKernel(tf.Conv2DBackpropFilter, conv2dBackpropFilter);
}
