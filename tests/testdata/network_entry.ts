/// <reference lib="dom" />
/** The page's network as a function for a test in a browser. */

import { getBackend } from "@tensorflow/tfjs-core";
import {
  bytesOf,
  type NetworkData,
  startBackend,
  startNetwork,
} from "../../lib/app/client/network.ts";
import { useWasmBinary } from "../../lib/app/client/wasm_binary.ts";

declare global {
  var predict: (
    data: NetworkData & { wasm: string },
    images: string,
  ) => Promise<{ backend: string; answers: number[] }>;
}

globalThis.predict = async (data, images) => {
  useWasmBinary(data.wasm);
  await startBackend("wasm");
  const predict = await startNetwork(data);
  return { backend: getBackend(), answers: [...await predict(bytesOf(images))] };
};
