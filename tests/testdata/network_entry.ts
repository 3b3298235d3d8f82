/// <reference lib="dom" />
/** The page's network as a function for a test in a browser. */

import { getBackend } from "@tensorflow/tfjs-core";
import type { AppData } from "../../lib/app/client/messages.ts";
import { bytesOf, startNetwork } from "../../lib/app/client/network.ts";
import { useWasmBinary } from "../../lib/app/client/wasm_binary.ts";

declare global {
  var predict: (data: AppData, images: string) => Promise<{ backend: string; answers: number[] }>;
}

globalThis.predict = async (data, images) => {
  useWasmBinary(data);
  const predict = await startNetwork("wasm", data);
  return { backend: getBackend(), answers: [...await predict(bytesOf(images))] };
};
