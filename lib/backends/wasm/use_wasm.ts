/**
 * The `wasm` backend: TensorFlow.js's own, with the kernels that training lacks or waits for.
 *
 * It runs wherever Deno does and needs no network: the binaries come with the npm package.
 */

import * as tf from "@tensorflow/tfjs";
import { setWasmPaths, version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { BackendDescription } from "../backend.ts";
import { BackendUnavailableError } from "../backend_unavailable_error.ts";
import { registerConvolutionGradients } from "./convolution_gradients.ts";
import { registerFasterKernels } from "./faster_kernels.ts";

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
    registerConvolutionGradients();
    registerFasterKernels();
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
