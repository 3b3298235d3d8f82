/** TensorFlow for tests of the graph: the library that this machine has. */

import { assert } from "@std/assert";
import { openTensorflow, type TensorflowApi } from "../../../lib/backends/tensorflow/c_api.ts";
import { findTensorflowLibrary } from "../../../lib/backends/tensorflow/install.ts";

/** Opens the library that is found on this machine; a test cannot do without. */
export async function openedTensorflow(): Promise<TensorflowApi> {
  const library = await findTensorflowLibrary();
  assert(library !== undefined, "no TensorFlow library: run `deno task doctor`");
  return openTensorflow(library.path);
}
