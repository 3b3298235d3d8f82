/** WebAssembly, the backend that works wherever Deno does. */

import type { Finding } from "./finding.ts";

/** Says that WebAssembly is there. */
export function examineWasm(): Finding {
  const threads = navigator.hardwareConcurrency;
  return { topic: "WebAssembly", state: "ok", detail: `part of Deno, ${threads} threads` };
}
