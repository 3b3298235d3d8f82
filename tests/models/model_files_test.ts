/** Saved models come back as they were: through us, and through plain tfjs from a web server. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import { loadModel, saveModel } from "../../lib/models/model_files.ts";
import { createModel, MODEL_NAMES } from "../../lib/models/models.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

await tf.setBackend("cpu");

function weightsOf(
  model: tf.LayersModel,
): [string, number[], Uint8Array | Float32Array | Int32Array][] {
  return model.weights.map((weight) => {
    const value = weight.read();
    return [weight.originalName, value.shape, value.dataSync()];
  });
}

/** Serves the files of a folder while `use` runs. */
async function withServer(folder: string, use: (address: string) => Promise<void>): Promise<void> {
  const server = Deno.serve({ port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    return new Response(await Deno.readFile(join(folder, pathname)));
  });
  try {
    await use(`http://localhost:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

for (const name of MODEL_NAMES) {
  Deno.test(
    `saveModel() writes the ${name} model so that plain tfjs loads it from a web server`,
    needsPermissions,
    () =>
      withTemporaryFolder(async (folder) => {
        const model = createModel(name, { seed: 1, classCount: 5 });
        await saveModel(model, folder);
        assertEquals(Array.from(Deno.readDirSync(folder), (entry) => entry.name).sort(), [
          "model.json",
          "weights.bin",
        ]);
        const own = await loadModel(folder);
        assertEquals(weightsOf(own), weightsOf(model));
        await withServer(folder, async (address) => {
          const plain = await tf.loadLayersModel(`${address}/model.json`);
          assertEquals(weightsOf(plain), weightsOf(model));
          const input = tf.randomUniform([2, 28, 28, 1], 0, 1, "float32", 3);
          const [expected, found] = [model, plain].map((each) => {
            const output = each.predict(input);
            assert(output instanceof tf.Tensor);
            return output.dataSync();
          });
          assertEquals(found, expected);
        });
      }),
  );
}

Deno.test(
  "loadModel() says what is missing or damaged",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const refuse = async (reason: string) => {
        const error = await assertRejects(() => loadModel(folder), UserError);
        assert(error.message.startsWith(`Cannot load the model in "${folder}": `), error.message);
        assert(error.message.includes(reason), error.message);
        assert(error.hint !== "");
      };
      await refuse("No such file");
      await saveModel(createModel("baseline", { seed: 0, classCount: 2 }), folder);
      const weights = join(folder, "weights.bin");
      const bytes = await Deno.readFile(weights);
      await Deno.writeFile(weights, bytes.slice(4));
      await refuse(`weights.bin: expected ${bytes.length} bytes but found ${bytes.length - 4}`);
      await Deno.remove(weights);
      await refuse("No such file");
      await Deno.writeTextFile(join(folder, "model.json"), '{"format": "graph-model"}');
      await refuse("model.json is not a layers model");
      await Deno.writeTextFile(join(folder, "model.json"), "{");
      await refuse("JSON");
    }),
);
