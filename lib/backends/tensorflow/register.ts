/** TensorFlow as tfjs's backend: every eager tfjs operation then runs natively. */

import * as tf from "@tensorflow/tfjs";
import util from "node:util";
import { type TensorflowApi } from "./c_api.ts";
import { createTfjsBinding } from "./tfjs_binding.ts";

/**
 * Registers the tfjs backend `tensorflow` on an opened library and makes it the current one.
 *
 * Calling it again only makes the backend current again.
 */
export async function registerTensorflowBackend(api: TensorflowApi): Promise<void> {
  if (tf.findBackend("tensorflow") === null) {
    restoreRemovedUtilities();
    const { NodeJSKernelBackend } = await import(
      "@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js"
    );
    const binding = createTfjsBinding(api);
    tf.registerBackend(
      "tensorflow",
      () => new NodeJSKernelBackend(binding, "@tensorflow/tfjs-node"),
    );
    await import("@tensorflow/tfjs-node/dist/register_all_kernels.js");
  }
  // Not a browser and not Node.js to tfjs, so that it does not recommend its own addon.
  await tf.setBackend("tensorflow");
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
