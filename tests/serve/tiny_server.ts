/** A server with a network of three classes, on a free port, for one test. */

import { openBackend } from "../../lib/backends/backend.ts";
import { createModel } from "../../lib/models/models.ts";
import { startServer } from "../../lib/serve/serve.ts";

/** Limits so low that a test reaches them. */
export const limits = {
  bytes: 300_000,
  images: 64,
  requests: 8,
  bodySeconds: 2,
  pictureSeconds: 20,
};

/** Characters of the network. */
export const characters = ["A", "B", "C"];

/** Runs a test against a server. */
export async function withServer(
  use: (
    url: string,
    predict: (images: Uint8Array<ArrayBuffer>) => Promise<Float32Array>,
  ) => Promise<void>,
): Promise<void> {
  const backend = await openBackend("tensorflow", {
    announce: console.error,
    progress: () => {},
  });
  const model = createModel("baseline", { seed: 3, classCount: characters.length });
  const server = await startServer({
    backend,
    model,
    host: "127.0.0.1",
    port: 0,
    appFolder: "no such folder",
    threads: 1,
    description: {
      run: "tiny",
      model: model.name,
      parameters: model.countParams(),
      characters,
      dataset: "none",
      testAccuracy: 0.5,
      temperature: 1,
      backend: backend.name,
      limits,
    },
  });
  const predictor = await backend.createPredictor(model);
  try {
    await use(server.url, (images) => predictor.predict(images));
  } finally {
    await server.stop(1);
    predictor.dispose();
    model.dispose();
  }
}
