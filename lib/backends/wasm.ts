/**
 * The `wasm` backend: TensorFlow.js's own, with the kernels that training lacks or waits for.
 *
 * It runs wherever Deno does and needs no network: the binaries come with the npm package.
 */

import * as tf from "@tensorflow/tfjs";
import { setWasmPaths, version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { BackendDescription } from "./backend_description.ts";
import { BackendUnavailableError } from "./backend_unavailable_error.ts";
import { registerBatchMatMul } from "./wasm/batch_mat_mul.ts";
import { registerConv2dBackpropFilter } from "./wasm/conv2d_backprop_filter.ts";
import { registerConv2dBackpropInput } from "./wasm/conv2d_backprop_input.ts";
import { registerIdentity } from "./wasm/identity.ts";
import { registerMaxPoolGrad } from "./wasm/max_pool_grad.ts";
import { registerSum } from "./wasm/sum.ts";

let kernelsRegistered = false;

/**
 * Makes `wasm` the backend of TensorFlow.js in this thread.
 *
 * Operations run on this one thread, since the backend's own threads need a browser;
 * `createWasmTrainer` uses the others. Calling it again changes nothing.
 *
 * @throws {BackendUnavailableError} when WebAssembly or its binary cannot be used
 */
export async function useWasm(): Promise<BackendDescription> {
  const packageFile = import.meta.resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(fileURLToPath(new URL("./", packageFile)));
  await startBackend();
  if (!kernelsRegistered) {
    registerConv2dBackpropFilter();
    registerConv2dBackpropInput();
    registerMaxPoolGrad();
    registerBatchMatMul();
    registerSum();
    registerIdentity();
    kernelsRegistered = true;
  }
  return {
    name: "wasm",
    version: version_wasm,
    device: cpus()[0]?.model ?? "CPU",
    threads: availableParallelism(),
  };
}

async function startBackend(): Promise<void> {
  let started = false;
  let cause: unknown;
  try {
    started = await tf.setBackend("wasm");
  } catch (error) {
    cause = error;
  }
  if (!started) {
    throw new BackendUnavailableError(
      "Cannot use the backend wasm: its WebAssembly binary did not start",
      { cause, hint: "Run `deno install` to fetch the npm packages again." },
    );
  }
}
