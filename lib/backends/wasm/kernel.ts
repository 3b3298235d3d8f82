/**
 * The face that our own wasm kernels see of TensorFlow.js: tensors on the wasm heap, and registration.
 *
 * A kernel takes and returns tensor infos (a handle, a shape, a type); what it allocates and does not
 * return, it frees.
 */

import * as tf from "@tensorflow/tfjs";
import { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** Float32 tensors on the heap of the wasm backend. */
class WasmHeap {
  readonly #backend: BackendWasm;

  constructor(backend: BackendWasm) {
    this.#backend = backend;
  }

  /** Returns a new float32 tensor whose values are whatever the memory held. */
  allocate(shape: readonly number[]): tf.TensorInfo {
    return this.#backend.makeOutput([...shape], "float32");
  }

  /** Returns a live view of a float32 tensor, which the next allocation may invalidate. */
  view(tensor: tf.TensorInfo): Float32Array {
    const values = this.#backend.typedArrayFromHeap(tensor);
    if (values instanceof Float32Array) return values;
    throw new TypeError(`Cannot view a wasm tensor: expected float32 but found ${tensor.dtype}`);
  }

  /** Returns the same values under another shape, without a copy; either is freed on its own. */
  share({ dataId, dtype }: tf.TensorInfo, shape: readonly number[]): tf.TensorInfo {
    this.#backend.incRef(dataId);
    return { dataId, shape: [...shape], dtype };
  }

  /** Returns `tensor` with its axes in the order that `permutation` names. */
  transpose(tensor: tf.TensorInfo, permutation: number[]): tf.TensorInfo {
    return this.#run(tf.Transpose, { x: tensor }, { perm: permutation });
  }

  /** Returns the product of two matrices, `[m, k]` and `[k, n]`, by XNNPACK. */
  matMul(a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo {
    return this.#run(tf.BatchMatMul, { a, b }, { transposeA: false, transposeB: false });
  }

  /** Frees tensors, or one reference to each where the values are shared. */
  free(...tensors: readonly tf.TensorInfo[]): void {
    for (const { dataId } of tensors) this.#backend.disposeData(dataId);
  }

  #run(name: string, inputs: tf.NamedTensorInfoMap, attrs: tf.NamedAttrMap): tf.TensorInfo {
    const { kernelFunc } = tf.getKernel(name, "wasm");
    return [kernelFunc({ inputs, attrs, backend: this.#backend })].flat()[0];
  }
}

/** What a kernel is called with. */
export interface KernelCall<Input extends string, Attributes> {
  readonly inputs: Readonly<Record<Input, tf.TensorInfo>>;
  readonly attributes: Attributes;
  readonly heap: WasmHeap;
}

/** Computes a kernel's output, or returns `undefined` to leave the call to TensorFlow.js's own. */
export type WasmKernel<Input extends string, Attributes> = (
  call: KernelCall<Input, Attributes>,
) => tf.TensorInfo | undefined;

/**
 * Puts a kernel before the one that the wasm backend has under this name, or where it has none.
 *
 * The backend must have been initialised already, and each name is registered once.
 */
export function registerWasmKernel<Input extends string, Attributes>(
  kernelName: string,
  kernel: WasmKernel<Input, Attributes>,
): void {
  const previous = tf.getKernelsForBackend("wasm").find((each) => each.kernelName === kernelName);
  if (previous !== undefined) tf.unregisterKernel(kernelName, "wasm");
  const kernelFunc: tf.KernelFunc = (call) => {
    if (!(call.backend instanceof BackendWasm)) {
      throw new TypeError(`Cannot run ${kernelName}: expected the wasm backend`);
    }
    // The engine hands a kernel the inputs and attributes of its name, which its types cannot say.
    const inputs = call.inputs as Record<Input, tf.TensorInfo>;
    const attributes = call.attrs as Attributes;
    const output = kernel({ inputs, attributes, heap: new WasmHeap(call.backend) });
    if (output !== undefined) return output;
    if (previous !== undefined) return previous.kernelFunc(call);
    throw new TypeError(`Cannot run ${kernelName} on wasm: there is no kernel for these inputs`);
  };
  tf.registerKernel({ ...previous, kernelName, backendName: "wasm", kernelFunc });
}
