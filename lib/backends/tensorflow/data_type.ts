/** TensorFlow's element types, numbered as in `tensorflow/c/tf_datatype.h`. */

/** Element type numbers of the C API. */
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
