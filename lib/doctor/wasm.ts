/** Does WebAssembly start, the backend that works wherever Deno does? */

import { BackendUnavailableError } from "../backends/backend_unavailable_error.ts";
import { useWasm } from "../backends/wasm.ts";
import type { Finding } from "./finding.ts";

/** Starts the backend and says what it is. */
export async function examineWasm(): Promise<Finding> {
  const topic = "WebAssembly";
  try {
    const { version, threads } = await useWasm();
    return { topic, state: "ok", detail: `TensorFlow.js ${version}, ${threads} threads` };
  } catch (error) {
    if (!(error instanceof BackendUnavailableError)) throw error;
    return { topic, state: "missing", detail: error.message, remedy: "deno install" };
  }
}
