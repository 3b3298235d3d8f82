/// <reference lib="dom" />
/** The page's network as a function for a test in a browser. */

import type { AppData } from "../../lib/app/client/messages.ts";
import { bytesOf, startNetwork } from "../../lib/app/client/network.ts";

declare global {
  var predict: (data: AppData, images: string) => Promise<{ backend: string; answers: number[] }>;
}

globalThis.predict = async (data, images) => {
  const network = await startNetwork(data);
  return { backend: network.backend, answers: [...await network.predict(bytesOf(images))] };
};
