/** Training holds no more memory after many steps than after few: tensors are counted one by one. */

import { assert, assertEquals, assertLess } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createGraphTrainer } from "../../../lib/backends/tensorflow/graph_trainer.ts";
import { registerTensorflowBackend } from "../../../lib/backends/tensorflow/register.ts";
import { createEagerTrainer } from "../../../lib/training/adam_trainer.ts";
import { needsPermissions } from "../../permissions.ts";
import { countingApi } from "./counting_api.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";
import { convolution, stateful, tinyBatch, tinyModel, trainSteps } from "./tiny_models.ts";

await tf.setBackend("cpu");

Deno.test(
  "GraphTrainer frees every tensor that it makes or is given",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const { counted, count } = countingApi(api);
    const trainer = await createGraphTrainer(counted, tinyModel(stateful), {
      towerCount: 2,
      averageDecay: 0.9,
    });
    await trainSteps(trainer, 0, 5);
    await trainer.predict(tinyBatch(300).images);
    const state = await trainer.exportState();
    await trainer.importState(state, 5);
    await trainer.updateModel();
    assertEquals(count, { tensors: 0, statuses: 0, graphs: 1 });
    trainer.dispose();
    assertEquals(count, { tensors: 0, statuses: 0, graphs: 0 });
  },
);

Deno.test("GraphTrainer holds no memory from step to step", needsPermissions, async () => {
  const api = await openedTensorflow();
  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [28, 28, 1] }),
      tf.layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
  const trainer = await createGraphTrainer(api, model, { towerCount: 2 });
  const images = new Uint8Array(512 * 28 * 28); // 401 KB a step, so that a leak shows
  const targets = new Float32Array(512 * 2).fill(0.5);
  const run = async (steps: number) => {
    for (let step = 0; step < steps; step++) await trainer.trainOnBatch(images, targets, 0.001);
    return Deno.memoryUsage().rss;
  };
  const before = await run(50);
  const tensors = tf.memory().numTensors;
  const after = await run(800);
  // 800 leaked batches would be 320 MB; what the system holds for a process moves by 50 by itself.
  assertLess(after - before, 150e6);
  assertEquals(tf.memory().numTensors, tensors);
  trainer.dispose();
  model.dispose();
});

Deno.test(
  "createGraphTrainer() and dispose() leave no tensor of tfjs behind",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const model = tinyModel(stateful);
    const before = tf.memory().numTensors;
    for (let round = 0; round < 3; round++) {
      const trainer = await createGraphTrainer(api, model, { towerCount: 2 });
      await trainSteps(trainer, 0, 2);
      await trainer.updateModel();
      trainer.dispose();
    }
    assertEquals(tf.memory().numTensors, before);
  },
);

Deno.test("the eager backend frees every handle", needsPermissions, async () => {
  const api = await openedTensorflow();
  await registerTensorflowBackend(api);
  const model = tinyModel(convolution);
  const trainer = await createEagerTrainer(model);
  await trainSteps(trainer, 0, 3);
  const { numTensors, numBytes } = tf.memory();
  await trainSteps(trainer, 3, 60);
  await trainer.predict(tinyBatch(20).images);
  assertEquals(tf.memory().numTensors, numTensors);
  assertEquals(tf.memory().numBytes, numBytes);
  model.dispose();
  trainer.dispose();
  assert(tf.memory().numTensors < numTensors);
  await tf.setBackend("cpu");
});
