/**
 * The binding that tfjs-node's JavaScript runs on, written with FFI instead of its native addon.
 *
 * It executes TensorFlow operations eagerly, one at a time (`TFE_Execute`). SavedModels and tensors
 * of strings are left out: nothing in this project has them.
 */

import type { TFEOpAttr, TFJSBinding } from "@tensorflow/tfjs-node/dist/tfjs_binding.js";
import { cString, readCString, type TensorflowApi, throwUnlessOk, withStatus } from "./c_api.ts";
import { allocateTensor, dataTypes, type Pointer, requirePointer, tensorBytes } from "./tensor.ts";
import { attributeKinds, setEagerAttribute } from "./eager_attributes.ts";
import { serializeSessionConfig, type SessionThreads } from "./threads.ts";

class TensorMetadata {
  id = 0;
  shape: number[] = [];
  dtype = 0;
}

class OperationAttribute {
  name = "";
  type = 0;
  value: boolean | number | object | string | number[] = 0;
}

/** Creates the binding; its tensors live until tfjs deletes them. */
export function createTfjsBinding(api: TensorflowApi, threads: SessionThreads): TFJSBinding {
  const context = createContext(api, threads);
  const status = requirePointer(api.TF_NewStatus(), "status");
  const handles = new Map<number, Pointer>();
  let nextId = 0;

  function keep(handle: Deno.PointerValue): number {
    handles.set(nextId, requirePointer(handle, "tensor handle"));
    return nextId++;
  }

  function handleOf(id: number): Pointer {
    const handle = handles.get(id);
    if (handle === undefined) throw new Error(`Tensor ${id} is not, or no longer, in use`);
    return handle;
  }

  function describe(handle: Deno.PointerValue): TensorMetadata {
    const rank = api.TFE_TensorHandleNumDims(handle, status);
    throwUnlessOk(api, status);
    const shape = Array.from(
      { length: rank },
      (_, dimension) => Number(api.TFE_TensorHandleDim(handle, dimension, status)),
    );
    return { id: keep(handle), shape, dtype: api.TFE_TensorHandleDataType(handle) };
  }

  function executeOp(
    name: string,
    attributes: TFEOpAttr[],
    inputIds: number[],
    outputCount: number,
  ): TensorMetadata[] {
    const operation = api.TFE_NewOp(context, cString(name), status);
    throwUnlessOk(api, status);
    try {
      for (const id of inputIds) {
        api.TFE_OpAddInput(operation, handleOf(id), status);
        throwUnlessOk(api, status);
      }
      for (const attribute of attributes) setEagerAttribute(api, operation, attribute);
      const outputs = new BigUint64Array(outputCount);
      api.TFE_Execute(operation, outputs, Int32Array.of(outputCount), status);
      throwUnlessOk(api, status);
      return Array.from(outputs, (address) => describe(Deno.UnsafePointer.create(address)));
    } finally {
      api.TFE_DeleteOp(operation);
    }
  }

  function createTensor(shape: number[], dataType: number, values: unknown): number {
    const tensor = createNumberTensor(api, dataType, shape, values);
    const handle = api.TFE_NewTensorHandle(tensor, status);
    api.TF_DeleteTensor(tensor);
    throwUnlessOk(api, status);
    return keep(handle);
  }

  function tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array {
    const tensor = requirePointer(api.TFE_TensorHandleResolve(handleOf(id), status), "tensor");
    try {
      throwUnlessOk(api, status);
      return readValues(api, tensor);
    } finally {
      api.TF_DeleteTensor(tensor);
    }
  }

  return {
    TensorMetadata,
    TFEOpAttr: OperationAttribute,
    createTensor,
    deleteTensor: (id) => {
      api.TFE_DeleteTensorHandle(handleOf(id));
      handles.delete(id);
    },
    tensorDataSync,
    executeOp,
    loadSavedModel: refuseSavedModels,
    deleteSavedModel: refuseSavedModels,
    runSavedModel: refuseSavedModels,
    getNumOfSavedModels: () => 0,
    getNumOfTensors: () => handles.size,
    isUsingGpuDevice: () => false,
    TF_FLOAT: dataTypes.float32,
    TF_INT32: dataTypes.int32,
    TF_INT64: dataTypes.int64,
    TF_BOOL: dataTypes.bool,
    TF_COMPLEX64: dataTypes.complex64,
    TF_STRING: dataTypes.string,
    TF_RESOURCE: dataTypes.resource,
    TF_UINT8: dataTypes.uint8,
    TF_ATTR_STRING: attributeKinds.string,
    TF_ATTR_INT: attributeKinds.int,
    TF_ATTR_FLOAT: attributeKinds.float,
    TF_ATTR_BOOL: attributeKinds.bool,
    TF_ATTR_TYPE: attributeKinds.type,
    TF_ATTR_SHAPE: attributeKinds.shape,
    TF_ATTR_RESOURCE: -1,
    TF_Version: readCString(api.TF_Version()),
  };
}

function createContext(api: TensorflowApi, threads: SessionThreads): Pointer {
  const options = api.TFE_NewContextOptions();
  const config = serializeSessionConfig(threads);
  try {
    withStatus(
      api,
      (status) => api.TFE_ContextOptionsSetConfig(options, config, BigInt(config.length), status),
    );
    return requirePointer(
      withStatus(api, (status) => api.TFE_NewContext(options, status)),
      "eager context",
    );
  } finally {
    api.TFE_DeleteContextOptions(options);
  }
}

function createNumberTensor(
  api: TensorflowApi,
  dataType: number,
  shape: readonly number[],
  values: unknown,
): Pointer {
  if (!ArrayBuffer.isView(values)) {
    throw new TypeError(
      `Cannot create a tensor: expected a typed array but found ${typeof values}`,
    );
  }
  const tensor = allocateTensor(api, dataType, shape, values.byteLength);
  tensorBytes(api, tensor).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return tensor;
}

/** Copies a tensor's values out; a resource handle comes as its bytes. */
function readValues(api: TensorflowApi, tensor: Pointer): Float32Array | Int32Array | Uint8Array {
  const type = api.TF_TensorType(tensor);
  const bytes = tensorBytes(api, tensor).slice();
  switch (type) {
    case dataTypes.float32:
    case dataTypes.complex64:
      return new Float32Array(bytes.buffer);
    case dataTypes.int32:
      return new Int32Array(bytes.buffer);
    case dataTypes.int64: // tfjs knows no 64-bit integers; it treats them as int32
      return Int32Array.from(new BigInt64Array(bytes.buffer), Number);
    case dataTypes.bool:
    case dataTypes.uint8:
    case dataTypes.resource:
      return bytes;
    default:
      throw new TypeError(`Cannot read a tensor: its element type ${type} is not known to tfjs`);
  }
}

function refuseSavedModels(): never {
  throw new Error("Cannot use a SavedModel: convert it to tfjs's LayersModel format first");
}
