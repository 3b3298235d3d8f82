/** Products with a transposed matrix: tfjs's wasm backend uses XNNPACK only where none is transposed. */

import * as tf from "@tensorflow/tfjs";
import { type KernelCall, registerWasmKernel } from "./kernel.ts";

/** Transposes first where that is asked for, so that a single product always goes to XNNPACK. */
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

/** Registers `BatchMatMul`. */
export function registerBatchMatMul(): void {
  registerWasmKernel(tf.BatchMatMul, batchMatMul);
}
