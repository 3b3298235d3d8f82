/**
 * The windows of a convolution as rows of a matrix (im2col), and the sum back (col2im).
 *
 * With the patches `P` of an input, `[positions, patch]`, a convolution is the matrix product of `P`
 * and the filter, `[patch, outChannels]`; its two gradients are matrix products too.
 */

import type { backend_util } from "@tensorflow/tfjs";

/** Sizes, strides and padding of a 2-D convolution, channels last. */
export type ConvolutionShape = backend_util.Conv2DInfo;

/** Below this many floats a loop copies faster than a call. */
const SHORT_RUN = 24;

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
export function extractPatches(
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
export function addPatches(
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

/** Rows of patches for which a product stays in the processor's cache (measured; flat around it). */
const ROWS_AT_ONCE = 1536;

/** Cuts the batch into runs of images whose patches fit the cache: `[firstImage, imageCount]`. */
export function* imageChunks(shape: ConvolutionShape): Generator<[number, number]> {
  const size = Math.max(1, Math.floor(ROWS_AT_ONCE / (shape.outHeight * shape.outWidth)));
  for (let first = 0; first < shape.batchSize; first += size) {
    yield [first, Math.min(size, shape.batchSize - first)];
  }
}
