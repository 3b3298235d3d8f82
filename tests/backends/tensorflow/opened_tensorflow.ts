/** TensorFlow for tests of the graph: the library that this machine has, or that pip fetches once. */

import { openTensorflow, type TensorflowApi } from "../../../lib/backends/tensorflow/c_api.ts";
import { ensureTensorflowLibrary } from "../../../lib/backends/tensorflow/install.ts";

let opening: Promise<TensorflowApi> | undefined;

/** Opens the library once; a machine that cannot have one fails the test with the reason. */
export function openedTensorflow(): Promise<TensorflowApi> {
  return opening ??= open();
}

async function open(): Promise<TensorflowApi> {
  const report = { announce: console.warn, progress: () => {} };
  return openTensorflow((await ensureTensorflowLibrary(report)).path);
}
