/** The binary of TensorFlow.js's WebAssembly backend, which the page brings along. */

import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { AppData } from "./messages.ts";

/** TensorFlow.js wants a path for each; without SIMD or with threads the one that is inside fails. */
const BINARIES = [
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm",
];

/** Lets the backend start from the page's own binary. */
export function useWasmBinary({ wasm }: Pick<AppData, "wasm">): void {
  const binary = `data:application/wasm;base64,${wasm}`;
  setWasmPaths(Object.fromEntries(BINARIES.map((name) => [name, binary])));
}
