/** `TF_Tensor`s from typed arrays and back; the bytes are copied both ways. */

import type { TensorflowApi } from "./c_api.ts";

/** TensorFlow's element types, numbered as in `tensorflow/c/tf_datatype.h`. */
export const dataTypes = {
  float32: 1,
  int32: 3,
  uint8: 4,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  resource: 20,
} as const;

/** The name of an element type that graphs of this project use. */
export type DataType = keyof typeof dataTypes;

/** A pointer that is known not to be null. */
export type Pointer = Deno.PointerObject;

/** Returns `pointer`, or throws an Error that names what TensorFlow did not give. */
export function requirePointer(pointer: Deno.PointerValue, what: string): Pointer {
  if (pointer === null) throw new Error(`TensorFlow gave no ${what}: out of memory?`);
  return pointer;
}

/** The live bytes of a tensor: valid only until it is deleted. */
export function tensorBytes(api: TensorflowApi, tensor: Pointer): Uint8Array<ArrayBuffer> {
  const length = Number(api.TF_TensorByteSize(tensor));
  if (length === 0) return new Uint8Array(0);
  const data = requirePointer(api.TF_TensorData(tensor), "tensor data");
  return new Uint8Array(Deno.UnsafePointerView.getArrayBuffer(data, length));
}

/**
 * Allocates an uninitialised tensor.
 *
 * @param byteLength Size of all its elements, in bytes.
 */
export function allocateTensor(
  api: TensorflowApi,
  dataType: number,
  shape: readonly number[],
  byteLength: number,
): Pointer {
  const dimensions = BigInt64Array.from(shape, BigInt);
  return requirePointer(
    api.TF_AllocateTensor(dataType, dimensions, shape.length, BigInt(byteLength)),
    "tensor",
  );
}

/**
 * Creates a tensor that holds a copy of `values`, whose bytes are those of the element type.
 *
 * The caller deletes it with `TF_DeleteTensor`.
 */
export function createTensor(
  api: TensorflowApi,
  dataType: DataType,
  shape: readonly number[],
  values: ArrayBufferView,
): Pointer {
  const tensor = allocateTensor(api, dataTypes[dataType], shape, values.byteLength);
  tensorBytes(api, tensor).set(
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  return tensor;
}

/** Returns a copy of the elements of a float32 tensor. */
export function readFloat32(api: TensorflowApi, tensor: Pointer): Float32Array<ArrayBuffer> {
  return new Float32Array(tensorBytes(api, tensor).slice().buffer);
}
