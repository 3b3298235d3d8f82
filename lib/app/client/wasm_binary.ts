/** TensorFlow.js's WebAssembly backend from the binary that the worker brings along. */

import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

/** TensorFlow.js wants a path for each; without SIMD or with threads the one that is inside fails. */
const BINARIES = [
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm",
];

/** Lets the backend start from a binary in base64. */
export function useWasmBinary(base64: string): void {
  const binary = `data:application/wasm;base64,${base64}`;
  setWasmPaths(Object.fromEntries(BINARIES.map((name) => [name, binary])));
}
