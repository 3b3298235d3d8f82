/**
 * TensorFlow's C API (`TF_*` for graphs and sessions, `TFE_*` for eager execution) through Deno's FFI.
 *
 * Only the functions that the project calls are declared. Names, arguments and constants are those
 * of TensorFlow's own headers `tensorflow/c/c_api.h` and `tensorflow/c/eager/c_api.h`, 2.21.
 */

import { openNativeLibrary } from "./native_library.ts";

const symbols = {
  TF_Version: { parameters: [], result: "pointer" },
  TF_NewStatus: { parameters: [], result: "pointer" },
  TF_GetCode: { parameters: ["pointer"], result: "i32" },
  TF_Message: { parameters: ["pointer"], result: "pointer" },
  TF_DeleteStatus: { parameters: ["pointer"], result: "void" },

  TF_AllocateTensor: { parameters: ["i32", "buffer", "i32", "usize"], result: "pointer" },
  TF_DeleteTensor: { parameters: ["pointer"], result: "void" },
  TF_TensorData: { parameters: ["pointer"], result: "pointer" },
  TF_TensorByteSize: { parameters: ["pointer"], result: "usize" },
  TF_TensorType: { parameters: ["pointer"], result: "i32" },

  TF_NewGraph: { parameters: [], result: "pointer" },
  TF_DeleteGraph: { parameters: ["pointer"], result: "void" },
  TF_NewOperation: { parameters: ["pointer", "buffer", "buffer"], result: "pointer" },
  TF_AddInput: { parameters: ["pointer", { struct: ["pointer", "i32"] }], result: "void" },
  TF_AddInputList: { parameters: ["pointer", "buffer", "i32"], result: "void" },
  TF_AddControlInput: { parameters: ["pointer", "pointer"], result: "void" },
  TF_SetAttrString: { parameters: ["pointer", "buffer", "buffer", "usize"], result: "void" },
  TF_SetAttrInt: { parameters: ["pointer", "buffer", "i64"], result: "void" },
  TF_SetAttrIntList: { parameters: ["pointer", "buffer", "buffer", "i32"], result: "void" },
  TF_SetAttrFloat: { parameters: ["pointer", "buffer", "f32"], result: "void" },
  TF_SetAttrBool: { parameters: ["pointer", "buffer", "u8"], result: "void" },
  TF_SetAttrType: { parameters: ["pointer", "buffer", "i32"], result: "void" },
  TF_SetAttrShape: { parameters: ["pointer", "buffer", "buffer", "i32"], result: "void" },
  TF_SetAttrTensor: { parameters: ["pointer", "buffer", "pointer", "pointer"], result: "void" },
  TF_FinishOperation: { parameters: ["pointer", "pointer"], result: "pointer" },
  TF_AddGradients: {
    parameters: ["pointer", "buffer", "i32", "buffer", "i32", "buffer", "pointer", "buffer"],
    result: "void",
  },

  TF_NewSessionOptions: { parameters: [], result: "pointer" },
  TF_SetConfig: { parameters: ["pointer", "buffer", "usize", "pointer"], result: "void" },
  TF_DeleteSessionOptions: { parameters: ["pointer"], result: "void" },
  TF_NewSession: { parameters: ["pointer", "pointer", "pointer"], result: "pointer" },
  TF_CloseSession: { parameters: ["pointer", "pointer"], result: "void" },
  TF_DeleteSession: { parameters: ["pointer", "pointer"], result: "void" },
  // A session's run leaves JavaScript's thread free, so that the next batch is made meanwhile.
  TF_SessionRun: {
    parameters: [
      "pointer",
      "pointer",
      "buffer",
      "buffer",
      "i32",
      "buffer",
      "buffer",
      "i32",
      "buffer",
      "i32",
      "pointer",
      "pointer",
    ],
    result: "void",
    nonblocking: true,
  },

  TFE_NewContextOptions: { parameters: [], result: "pointer" },
  TFE_ContextOptionsSetConfig: {
    parameters: ["pointer", "buffer", "usize", "pointer"],
    result: "void",
  },
  TFE_DeleteContextOptions: { parameters: ["pointer"], result: "void" },
  TFE_NewContext: { parameters: ["pointer", "pointer"], result: "pointer" },
  TFE_NewOp: { parameters: ["pointer", "buffer", "pointer"], result: "pointer" },
  TFE_DeleteOp: { parameters: ["pointer"], result: "void" },
  TFE_OpAddInput: { parameters: ["pointer", "pointer", "pointer"], result: "void" },
  TFE_OpSetAttrString: { parameters: ["pointer", "buffer", "buffer", "usize"], result: "void" },
  TFE_OpSetAttrInt: { parameters: ["pointer", "buffer", "i64"], result: "void" },
  TFE_OpSetAttrIntList: { parameters: ["pointer", "buffer", "buffer", "i32"], result: "void" },
  TFE_OpSetAttrFloat: { parameters: ["pointer", "buffer", "f32"], result: "void" },
  TFE_OpSetAttrFloatList: { parameters: ["pointer", "buffer", "buffer", "i32"], result: "void" },
  TFE_OpSetAttrBool: { parameters: ["pointer", "buffer", "u8"], result: "void" },
  TFE_OpSetAttrBoolList: { parameters: ["pointer", "buffer", "buffer", "i32"], result: "void" },
  TFE_OpSetAttrType: { parameters: ["pointer", "buffer", "i32"], result: "void" },
  TFE_OpSetAttrShape: {
    parameters: ["pointer", "buffer", "buffer", "i32", "pointer"],
    result: "void",
  },
  TFE_Execute: { parameters: ["pointer", "buffer", "buffer", "pointer"], result: "void" },
  TFE_NewTensorHandle: { parameters: ["pointer", "pointer"], result: "pointer" },
  TFE_DeleteTensorHandle: { parameters: ["pointer"], result: "void" },
  TFE_TensorHandleResolve: { parameters: ["pointer", "pointer"], result: "pointer" },
  TFE_TensorHandleDataType: { parameters: ["pointer"], result: "i32" },
  TFE_TensorHandleNumDims: { parameters: ["pointer", "pointer"], result: "i32" },
  TFE_TensorHandleDim: { parameters: ["pointer", "i32", "pointer"], result: "i64" },
} as const satisfies Deno.ForeignLibraryInterface;

/** The functions of libtensorflow, under their C names. */
export type TensorflowApi = Deno.DynamicLibrary<typeof symbols>["symbols"];

/**
 * Settings that the library reads when it is opened, for those that the user has not made.
 *
 * - It logs its start-up to standard error; 2 leaves errors only, which reach JavaScript as
 *   exceptions all the same.
 * - It uses oneDNN's convolutions by itself only on processors with AVX-512 VNNI or newer; on one with
 *   AVX2 alone they train the baseline CNN 1.5 times as fast as its own (EXPERIMENTS.md, 2026-11-25).
 */
const DEFAULT_SETTINGS = { TF_CPP_MIN_LOG_LEVEL: "2", TF_ENABLE_ONEDNN_OPTS: "1" };

/**
 * Opens libtensorflow, with `DEFAULT_SETTINGS` in its environment.
 *
 * @param path Path of `libtensorflow_cc.so.2`, with `libtensorflow_framework.so.2` beside it.
 * @throws {Whatever} the system's loader says when the file cannot be opened.
 */
export function openTensorflow(path: string): TensorflowApi {
  for (const [name, value] of Object.entries(DEFAULT_SETTINGS)) {
    if (Deno.env.get(name) === undefined) Deno.env.set(name, value);
  }
  return openNativeLibrary(path, symbols);
}

/** Returns the version of the opened library, such as `2.21.0`. */
export function tensorflowVersion(api: TensorflowApi): string {
  return readCString(api.TF_Version());
}

const encoder = new TextEncoder();

/** Returns `text` as the zero-terminated bytes that C functions take. */
export function cString(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text + "\0");
}

/** Reads a zero-terminated string at `pointer`; a null pointer is the empty string. */
export function readCString(pointer: Deno.PointerValue): string {
  return pointer === null ? "" : Deno.UnsafePointerView.getCString(pointer);
}

/** Returns `pointers` as the array of addresses that C functions take. */
export function pointerArray(pointers: readonly Deno.PointerValue[]): BigUint64Array<ArrayBuffer> {
  return BigUint64Array.from(pointers, (pointer) => Deno.UnsafePointer.value(pointer));
}

/** What TensorFlow itself says is wrong. */
export class TensorflowError extends Error {
  override readonly name = "TensorflowError";
}

/**
 * Calls `action` with a fresh `TF_Status` and frees it.
 *
 * @throws {TensorflowError} when the status is not OK.
 */
export function withStatus<Result>(
  api: TensorflowApi,
  action: (status: Deno.PointerValue) => Result,
): Result {
  const status = api.TF_NewStatus();
  try {
    const result = action(status);
    throwUnlessOk(api, status);
    return result;
  } finally {
    api.TF_DeleteStatus(status);
  }
}

/** Throws a {@linkcode TensorflowError} unless `status` is OK (code 0). */
export function throwUnlessOk(api: TensorflowApi, status: Deno.PointerValue): void {
  if (api.TF_GetCode(status) !== 0) {
    throw new TensorflowError(`TensorFlow: ${readCString(api.TF_Message(status))}`);
  }
}
