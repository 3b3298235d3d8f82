/** The gradient of maximum pooling; tfjs's own wasm kernel takes ten times as long. */

import * as tf from "@tensorflow/tfjs";
import { type KernelCall, registerWasmKernel } from "./kernel.ts";

/**
 * Adds each value of `dy` to the largest input of its window, the first one where several are equal.
 *
 * `input` is `[batch, height, width, channels]` float32, `dy` has the output's shape.
 */
function maxPoolGrad(
  { inputs: { dy, input }, attributes, heap }: KernelCall<"dy" | "input", tf.MaxPoolGradAttrs>,
): tf.TensorInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const [batch, height, width, channels] = input.shape;
  const shape = tf.backend_util.computePool2DInfo(
    [batch, height, width, channels],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const gradient = heap.allocate(input.shape);
  const [inputs, dys, gradients] = [heap.view(input), heap.view(dy), heap.view(gradient)];
  gradients.fill(0);
  const pixels = new Int32Array(shape.filterHeight * shape.filterWidth);
  let position = 0;
  for (let image = 0; image < batch; image++) {
    for (let outRow = 0; outRow < shape.outHeight; outRow++) {
      const top = outRow * shape.strideHeight - shape.padInfo.top;
      const endRow = Math.min(height, top + shape.filterHeight);
      for (let outColumn = 0; outColumn < shape.outWidth; outColumn++) {
        const left = outColumn * shape.strideWidth - shape.padInfo.left;
        const endColumn = Math.min(width, left + shape.filterWidth);
        let pixelCount = 0;
        for (let row = Math.max(0, top); row < endRow; row++) {
          for (let column = Math.max(0, left); column < endColumn; column++) {
            pixels[pixelCount++] = ((image * height + row) * width + column) * channels;
          }
        }
        for (let channel = 0; channel < channels; channel++) {
          let largestIndex = pixels[0] + channel;
          let largest = inputs[largestIndex];
          for (let i = 1; i < pixelCount; i++) {
            const index = pixels[i] + channel;
            if (inputs[index] > largest) {
              largest = inputs[index];
              largestIndex = index;
            }
          }
          gradients[largestIndex] += dys[position++];
        }
      }
    }
  }
  return gradient;
}

/** Registers `MaxPoolGrad`. */
export function registerMaxPoolGrad(): void {
  registerWasmKernel(tf.MaxPoolGrad, maxPoolGrad);
}
