/** Kernels that tfjs's wasm backend has, made faster: training waits for them. */

import * as tf from "@tensorflow/tfjs";
import { type KernelCall, registerWasmKernel } from "./kernel.ts";

/**
 * A product with a transposed matrix: tfjs uses XNNPACK only where none is transposed.
 *
 * Transposes first where that is asked for, so that a single product always goes to XNNPACK.
 */
function batchMatMul(
  { inputs: { a, b }, attributes: { transposeA, transposeB }, heap }: KernelCall<
    "a" | "b",
    tf.BatchMatMulAttrs
  >,
): tf.TensorInfo | undefined {
  if ((!transposeA && !transposeB) || !isSingleMatrix(a) || !isSingleMatrix(b)) return undefined;
  const left = asMatrix(a, transposeA);
  const right = asMatrix(b, transposeB);
  const product = heap.matMul(left, right);
  heap.free(left, right);
  // A leading dimension of 1 stays, as in the product that this replaces.
  const leading = a.shape.length > b.shape.length ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
  return { ...product, shape: [...leading, ...product.shape] };

  function asMatrix(tensor: tf.TensorInfo, transposed: boolean): tf.TensorInfo {
    const matrix = heap.share(tensor, tensor.shape.slice(-2));
    if (!transposed) return matrix;
    const result = heap.transpose(matrix, [1, 0]);
    heap.free(matrix);
    return result;
  }
}

function isSingleMatrix({ shape, dtype }: tf.TensorInfo): boolean {
  return dtype === "float32" && tf.util.sizeFromShape(shape.slice(0, -2)) === 1;
}

/**
 * Sums over leading axes, such as a bias's gradient, without the transposition that tfjs makes first.
 *
 * Adds up the rows of `x` seen as `[rows, columns]`, in double precision, where `axis`
 * comes first.
 */
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

/** A clone without a copy. */
function identity({ inputs: { x }, heap }: KernelCall<"x", undefined>): tf.TensorInfo | undefined {
  return x.dtype === "string" ? undefined : heap.share(x, x.shape);
}

/** A change to the type that a tensor has already, without a copy. */
function cast(
  { inputs: { x }, attributes, heap }: KernelCall<"x", tf.CastAttrs>,
): tf.TensorInfo | undefined {
  return x.dtype === attributes.dtype ? heap.share(x, x.shape) : undefined;
}

/**
 * The gradient of maximum pooling; tfjs's own kernel takes ten times as long.
 *
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

/** Registers all of them. */
export function registerFasterKernels(): void {
  registerWasmKernel(tf.BatchMatMul, batchMatMul);
  registerWasmKernel(tf.Sum, sum);
  registerWasmKernel(tf.Identity, identity);
  registerWasmKernel(tf.Cast, cast);
  registerWasmKernel(tf.MaxPoolGrad, maxPoolGrad);
}
