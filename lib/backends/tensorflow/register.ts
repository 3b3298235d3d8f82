/** TensorFlow as tfjs's backend: every eager tfjs operation then runs natively. */

import * as tf from "@tensorflow/tfjs";
import util from "node:util";
import type { TensorflowApi } from "./c_api.ts";
import type { SessionThreads } from "./threads.ts";
import { createTfjsBinding } from "./tfjs_binding.ts";

/**
 * Registers the tfjs backend `tensorflow` on an opened library and makes it the current one.
 *
 * The threads inside an operation come from one pool of the process, which whatever comes first,
 * this backend or a session, creates: a training graph needs it to be of the size that it chose.
 * Calling it again only makes the backend current again.
 *
 * @param threads Threads of eager operations.
 */
export async function registerTensorflowBackend(
  api: TensorflowApi,
  threads: SessionThreads = allThreads(),
): Promise<void> {
  if (tf.findBackend("tensorflow") === null) {
    restoreRemovedUtilities();
    const { NodeJSKernelBackend } = await import(
      "@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js"
    );
    const binding = createTfjsBinding(api, threads);
    tf.registerBackend(
      "tensorflow",
      () => new NodeJSKernelBackend(binding, "@tensorflow/tfjs-node"),
    );
    await import("@tensorflow/tfjs-node/dist/register_all_kernels.js");
  }
  await tf.setBackend("tensorflow");
}

/** Every processor thread may share one operation; eager operations follow one another. */
function allThreads(): SessionThreads {
  return { withinOperation: Math.min(127, navigator.hardwareConcurrency), acrossOperations: 1 };
}

/** tfjs-node calls two functions of `node:util` that newer runtimes have dropped. */
function restoreRemovedUtilities(): void {
  const removed = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, replacement] of Object.entries(removed)) {
    if (!(name in util)) Object.defineProperty(util, name, { value: replacement });
  }
}
