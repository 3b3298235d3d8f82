/** Adam in the graph, against Adam on plain arrays, and against Keras's arithmetic for its rate. */

import { assert, assertAlmostEquals, assertLess } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { correctedRate } from "../../../lib/backends/tensorflow/adam.ts";
import { completeAdamOptions } from "../../../lib/training/adam.ts";
import { createGraphTrainer } from "../../../lib/backends/tensorflow/graph_trainer.ts";
import type { AdamOptions } from "../../../lib/training/adam.ts";
import { createEagerTrainer } from "../../../lib/training/adam_trainer.ts";
import { needsPermissions } from "../../permissions.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";
import { chain, tinyBatch, tinyModel } from "./tiny_models.ts";

await tf.setBackend("cpu");
const build = chain(() => tf.layers.reLU({}));

const cases: readonly (readonly [string, AdamOptions])[] = [
  ["Keras's defaults", {}],
  ["other decays and epsilon", { beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }],
  ["weight decay", { weightDecay: 0.3 }],
  ["a norm that clips", { clipNorm: 0.05 }],
  ["a norm that never clips", { clipNorm: 1e6 }],
  ["all of them", { beta1: 0.7, beta2: 0.9, weightDecay: 0.1, clipNorm: 0.2 }],
];

for (const [what, adam] of cases) {
  Deno.test(
    `addAdamUpdates() follows Adam on plain arrays with ${what}`,
    needsPermissions,
    async () => {
      const api = await openedTensorflow();
      const [model, reference] = [tinyModel(build), tinyModel(build)];
      const trainer = await createGraphTrainer(api, model, { adam, towerCount: 2 });
      // Gradients of tfjs's plain JavaScript backend, updates of `applyAdam()`.
      const eager = await createEagerTrainer(reference, adam);
      for (let step = 0; step < 5; step++) {
        const { images, targets } = tinyBatch(4, step);
        const rate = 0.02 / (1 + step);
        const found = await trainer.trainOnBatch(images, targets, rate);
        const expected = await eager.trainOnBatch(images, targets, rate);
        assertAlmostEquals(found.loss, expected.loss, 2e-5);
        assert(found.correct === expected.correct);
      }
      await trainer.updateModel();
      await eager.updateModel();
      const expected = reference.getWeights().map((weight) => weight.dataSync());
      const start = tinyModel(build).getWeights().map((weight) => weight.dataSync());
      model.getWeights().forEach((weight, array) => {
        const values = weight.dataSync();
        values.forEach((value, index) => assertAlmostEquals(value, expected[array][index], 1e-4));
        // The updates are a hundred times larger than what they may be off.
        assert(Math.max(...values.map((value, index) => value - start[array][index])) > 0.01);
      });
      trainer.dispose();
    },
  );
}

Deno.test("clipNorm bounds the gradients of all weights together", needsPermissions, async () => {
  const api = await openedTensorflow();
  const clipNorm = 0.01;
  const trainer = await createGraphTrainer(api, tinyModel(build), {
    adam: { beta1: 0, clipNorm },
    towerCount: 2,
  });
  const { images, targets } = tinyBatch(4);
  await trainer.trainOnBatch(images, targets, 0.001);
  const clipped = (await trainer.exportState()).filter(({ name }) => name.endsWith("/m"));
  const squares = clipped.flatMap(({ values }) => Array.from(values, (value) => value * value));
  assertAlmostEquals(Math.sqrt(squares.reduce((sum, square) => sum + square)), clipNorm, 1e-7);
  trainer.dispose();
});

Deno.test("correctedRate() is the rate of Adam's bias correction, to float32 rounding", () => {
  const options = completeAdamOptions();
  for (const step of [1, 2, 10, 100, 10_000, 1_000_000]) {
    const exact = 0.001 * Math.sqrt(1 - options.beta2 ** step) / (1 - options.beta1 ** step);
    // Keras rounds 1 - β₂ᵗ to float32, which at step 1 is off by 1e-7 of 1e-3.
    assertLess(Math.abs(correctedRate(0.001, step, options) / exact - 1), 1e-4);
  }
});
