/**
 * The two gradients of a 2-D convolution as matrix products.
 *
 * With the windows of an input as rows of a matrix, the patches `P` of `[positions, patch]` (im2col), a
 * convolution is the matrix product of `P` and the filter, `[patch, outChannels]`; its two gradients
 * are matrix products too.
 */

import * as tf from "@tensorflow/tfjs";
import type { backend_util } from "@tensorflow/tfjs";
import { type KernelCall, registerWasmKernel } from "./kernel.ts";

/** Rows of patches for which a product stays in the processor's cache (measured; flat around it). */
const ROWS_AT_ONCE = 1536;

/** Below this many floats a loop copies faster than a call. */
const SHORT_RUN = 24;

/** Sizes, strides and padding of a 2-D convolution, channels last. */
type ConvolutionShape = backend_util.Conv2DInfo;

/**
 * The gradient by the filter, which tfjs's wasm backend lacks.
 *
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

/**
 * The gradient by the input; tfjs's own is a plain loop.
 *
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

/** Registers both. */
export function registerConvolutionGradients(): void {
  registerWasmKernel(tf.Conv2DBackpropFilter, conv2dBackpropFilter);
  registerWasmKernel(tf.Conv2DBackpropInput, conv2dBackpropInput);
}

/** Visits each row of a window that lies inside the image: runs of pixels with all their channels. */
function forEachRun(
  shape: ConvolutionShape,
  firstImage: number,
  imageCount: number,
  visit: (inputStart: number, patchStart: number, length: number) => void,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = shape;
  let patchStart = 0;
  for (let image = firstImage; image < firstImage + imageCount; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const top = outRow * shape.strideHeight - shape.padInfo.top;
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const left = outColumn * shape.strideWidth - shape.padInfo.left;
        const skipped = Math.max(0, -left);
        const length = (Math.min(filterWidth, inWidth - left) - skipped) * inChannels;
        for (let row = top; row < top + filterHeight; row++) {
          if (row >= 0 && row < inHeight && length > 0) {
            const pixel = (image * inHeight + row) * inWidth + left + skipped;
            visit(pixel * inChannels, patchStart + skipped * inChannels, length);
          }
          patchStart += filterWidth * inChannels;
        }
      }
    }
  }
}

/**
 * Writes the windows of some images of `input` `[batch, height, width, channels]` to `patches`,
 * `[imageCount * outHeight * outWidth, filterHeight * filterWidth * channels]`; padding reads as 0.
 */
function extractPatches(
  input: Float32Array,
  patches: Float32Array,
  shape: ConvolutionShape,
  firstImage: number,
  imageCount: number,
): void {
  const { top, left, bottom, right } = shape.padInfo;
  if (top + left + bottom + right > 0) patches.fill(0);
  forEachRun(shape, firstImage, imageCount, (inputStart, patchStart, length) => {
    if (length >= SHORT_RUN) {
      patches.set(input.subarray(inputStart, inputStart + length), patchStart);
    } else {
      for (let i = 0; i < length; i++) patches[patchStart + i] = input[inputStart + i];
    }
  });
}

/** Adds each value of `patches` to the pixel of `input` that {@linkcode extractPatches} read it from. */
function addPatches(
  patches: Float32Array,
  input: Float32Array,
  shape: ConvolutionShape,
  firstImage: number,
  imageCount: number,
): void {
  forEachRun(shape, firstImage, imageCount, (inputStart, patchStart, length) => {
    for (let i = 0; i < length; i++) input[inputStart + i] += patches[patchStart + i];
  });
}

/** Cuts the batch into runs of images whose patches fit the cache: `[firstImage, imageCount]`. */
function* imageChunks(shape: ConvolutionShape): Generator<[number, number]> {
  const size = Math.max(1, Math.floor(ROWS_AT_ONCE / (shape.outHeight * shape.outWidth)));
  for (let first = 0; first < shape.batchSize; first += size) {
    yield [first, Math.min(size, shape.batchSize - first)];
  }
}
