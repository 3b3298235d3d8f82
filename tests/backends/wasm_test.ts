/** Eager TensorFlow.js on `wasm` trains as Keras does. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useWasm } from "../../lib/backends/wasm.ts";
import { createEagerTrainer } from "../../lib/training/eager_trainer.ts";
import { createGoldenModel, followGolden } from "../testdata/follow_golden.ts";
import { readGolden } from "../testdata/golden.ts";

Deno.test("useWasm() starts the backend without a network and says what it is", async () => {
  const description = await useWasm();
  assertEquals(await useWasm(), description);
  assertEquals(description.name, "wasm");
  assertMatch(description.version, /^\d+\.\d+\.\d+$/);
  assert(description.threads >= 1 && description.device !== "");
  assertEquals(tf.getBackend(), "wasm");
});

Deno.test("createEagerTrainer() on wasm follows Keras over 40 steps and leaks no tensor", async () => {
  const golden = await readGolden();
  if (golden === undefined) return;
  await useWasm();
  const model = createGoldenModel(golden);
  const trainer = await createEagerTrainer(model);
  const tensorCount = tf.memory().numTensors;
  const dataCount = tf.engine().backend.numDataIds();

  const distance = await followGolden(trainer, golden);

  assertEquals(tf.memory().numTensors, tensorCount);
  assertEquals(tf.engine().backend.numDataIds(), dataCount);
  assert(Math.max(...distance.losses.slice(0, 6)) < 1e-6, `first losses: ${distance.losses}`);
  assert(Math.max(...distance.losses) < 1e-3, `losses: ${distance.losses}`);
  assert(distance.evaluationLoss < 1e-3, `loss: ${distance.evaluationLoss}`);
  assert(distance.accuracy < 0.0015, `accuracy: ${distance.accuracy}`);
  assert(distance.probability < 0.01, `probability: ${distance.probability}`);
  trainer.dispose();
  model.dispose();
});
