/** The network of a run is the one that was trained, and another run can start from it. */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import { saveModel, topologySha256 } from "../../lib/models/model_files.ts";
import { createModel } from "../../lib/models/models.ts";
import type { RunConfig } from "../../lib/runs/config.ts";
import { writeRunRecord } from "../../lib/runs/record.ts";
import { copyWeightsOfRun, loadRunModel, requireSameTopology } from "../../lib/runs/run_model.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { smallRecord } from "./small_record.ts";

await tf.setBackend("cpu");

/** Writes the small record with a network of its three classes. */
function withRun(use: (folder: string, config: RunConfig) => Promise<void>): Promise<void> {
  return withTemporaryFolder(async (folder) => {
    const model = createModel("small", { seed: 4, classCount: 3 });
    const record = smallRecord();
    const config = {
      ...record.config,
      options: { ...record.config.options, model: "small" },
      model: { ...record.config.model, name: model.name, topologySha256: topologySha256(model) },
    };
    await writeRunRecord(folder, { ...record, config });
    await saveModel(model, join(folder, "model"));
    await use(folder, config);
  });
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await Deno.readTextFile(path);
  assert(change(text) !== text);
  await Deno.writeTextFile(path, change(text));
}

Deno.test(
  "loadRunModel() refuses a network whose units, layer name or activation was edited",
  needsPermissions,
  () =>
    withRun(async (folder, config) => {
      const path = join(folder, "model", "model.json");
      const original = await Deno.readTextFile(path);
      for (
        const [from, to] of [
          ['"units":3', '"units":4'],
          ['"name":"block1_convolution"', '"name":"first"'],
          ['"activation":"softmax"', '"activation":"sigmoid"'],
        ]
      ) {
        await edit(path, (text) => text.replace(from, to));
        await assertRejects(
          () => loadRunModel(folder, config),
          UserError,
          "model.json was changed: expected the network that was trained.",
        );
        await Deno.writeTextFile(path, original);
      }
      (await loadRunModel(folder, config)).dispose();
    }),
);

Deno.test(
  "loadRunModel() refuses edited units also where no digest is known, and weights with NaN",
  needsPermissions,
  () =>
    withRun(async (folder, config) => {
      const older = { ...config, model: { name: "small_cnn", parameters: 1 } };
      await edit(
        join(folder, "model", "model.json"),
        (text) => text.replace('"units":3', '"units":4'),
      );
      await assertRejects(
        () => loadRunModel(folder, older),
        UserError,
        "expected weights that fit",
      );
      const path = join(folder, "model", "weights.bin");
      const bytes = await Deno.readFile(path);
      new Float32Array(bytes.buffer)[7] = NaN;
      await Deno.writeFile(path, bytes);
      await assertRejects(
        () => loadRunModel(folder, older),
        UserError,
        "weights.bin: expected finite weights but found NaN.",
      );
    }),
);

Deno.test(
  "copyWeightsOfRun() copies the weights of a run of the same model and classes, and no other",
  needsPermissions,
  () =>
    withRun(async (folder, { dataset: { characters } }) => {
      const model = createModel("small", { seed: 1, classCount: 3 });
      await copyWeightsOfRun(folder, model, characters);
      const trained = createModel("small", { seed: 4, classCount: 3 });
      const values = (weights: tf.Tensor[]) => weights.flatMap((weight) => [...weight.dataSync()]);
      assertEquals(values(model.getWeights()), values(trained.getWeights()));
      const other = createModel("baseline", { seed: 1, classCount: 3 });
      for (
        const [given, classes, message] of [
          [other, characters, "expected baseline_cnn but found small_cnn"],
          [model, [",", "A", '"'], 'expected the classes , A " but found A , "'],
        ] as const
      ) {
        await assertRejects(() => copyWeightsOfRun(folder, given, classes), UserError, message);
      }
    }),
);

Deno.test("requireSameTopology() tells another network, and does not check what is unknown", () => {
  const began = topologySha256(createModel("small", { seed: 1, classCount: 3 }));
  requireSameTopology(createModel("small", { seed: 1, classCount: 3 }), began, "run");
  const other = createModel("small", { seed: 1, classCount: 4 });
  requireSameTopology(other, undefined, "run");
  assertThrows(
    () => requireSameTopology(other, began, "run"),
    UserError,
    'Cannot resume "run": expected the network "small_cnn" with the topology ',
  );
});
