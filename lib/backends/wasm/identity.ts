/** Copies that need not be made: tfjs's wasm backend copies a tensor to clone it or to keep its type. */

import * as tf from "@tensorflow/tfjs";
import { type KernelCall, registerWasmKernel } from "./kernel.ts";

function identity({ inputs: { x }, heap }: KernelCall<"x", undefined>): tf.TensorInfo | undefined {
  return x.dtype === "string" ? undefined : heap.share(x, x.shape);
}

function cast(
  { inputs: { x }, attributes, heap }: KernelCall<"x", tf.CastAttrs>,
): tf.TensorInfo | undefined {
  return x.dtype === attributes.dtype ? heap.share(x, x.shape) : undefined;
}

/** Registers `Identity`, and `Cast` for the type that a tensor has already. */
export function registerIdentity(): void {
  registerWasmKernel(tf.Identity, identity);
  registerWasmKernel(tf.Cast, cast);
}
