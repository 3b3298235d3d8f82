import { assertAlmostEquals, assertEquals, assertLess, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useWasm } from "../../../lib/backends/wasm/use_wasm.ts";
import { createWasmPredictor, createWasmTrainer } from "../../../lib/backends/wasm/wasm_trainer.ts";
import { createRandom } from "../../../lib/random.ts";
import { createEagerTrainer } from "../../../lib/training/adam_trainer.ts";
import { oneHotTargets } from "../../../lib/training/recipe_batches.ts";
import type { Trainer } from "../../../lib/training/trainer.ts";
import { hasPermissions, needsPermissions } from "../../permissions.ts";
import { followGolden } from "../../testdata/follow_golden.ts";
import { readGolden } from "../../testdata/golden.ts";
import { goldenNetworks } from "../../testdata/golden_networks.ts";

if (hasPermissions) await useWasm();

const SIDE = 8;
const CLASS_COUNT = 3;

function createSmallModel(): tf.Sequential {
  const initializer = (seed: number) => tf.initializers.glorotUniform({ seed });
  return tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [SIDE, SIDE, 1],
        filters: 4,
        kernelSize: 3,
        activation: "relu",
        kernelInitializer: initializer(1),
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({
        units: CLASS_COUNT,
        activation: "softmax",
        kernelInitializer: initializer(2),
      }),
    ],
  });
}

/** A batch whose last shard is not full. */
function createBatch(count = 70) {
  const random = createRandom(7);
  const images = Uint8Array.from({ length: count * SIDE * SIDE }, () => random.integer(256));
  const labels = Uint8Array.from({ length: count }, () => random.integer(CLASS_COUNT));
  return { images, targets: oneHotTargets(labels, CLASS_COUNT) };
}

/** Trains for some steps and returns the losses and all that the trainer would store. */
async function train(trainer: Trainer, steps: number) {
  const { images, targets } = createBatch();
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    losses.push((await trainer.trainOnBatch(images, targets, 0.01)).loss);
  }
  const state = await trainer.exportState();
  return { losses, state, probabilities: await trainer.predict(images) };
}

Deno.test("createWasmTrainer() follows Keras's smooth network", needsPermissions, async () => {
  const model = goldenNetworks.smooth();
  const trainer = await createWasmTrainer(model, { threads: 2 });
  const distance = await followGolden(trainer, readGolden("smooth"));
  trainer.dispose();
  // Keras differs from itself by 3e-7 in a loss and 4e-7 in a probability, see `follow_golden.ts`.
  assertLess(Math.max(distance.losses, distance.evaluationLoss), 2e-6);
  assertLess(distance.accuracy, 1e-6); // the same images are right
  assertLess(distance.probability, 4e-6);
  model.dispose();
});

Deno.test(
  "createWasmTrainer() gives the same bits for any number of threads",
  needsPermissions,
  async () => {
    const model = createSmallModel();
    const results = [];
    for (const threads of [1, 3]) {
      const trainer = await createWasmTrainer(model, { threads });
      results.push(await train(trainer, 3));
      trainer.dispose();
    }
    assertEquals(results[1], results[0]);
    model.dispose();
  },
);

Deno.test(
  "createWasmTrainer() computes the gradients of the whole batch",
  needsPermissions,
  async () => {
    const model = createSmallModel();
    const parallel = await createWasmTrainer(model, { threads: 2 });
    const eager = await createEagerTrainer(model);
    const [found, expected] = [await train(parallel, 3), await train(eager, 3)];
    expected.losses.forEach((loss, step) => assertAlmostEquals(found.losses[step], loss, 1e-6));
    expected.probabilities.forEach((value, index) =>
      // Sums of shards round otherwise than sums over the batch.
      assertAlmostEquals(found.probabilities[index], value, 1e-5)
    );
    parallel.dispose();
    eager.dispose();
    model.dispose();
  },
);

Deno.test(
  "createWasmTrainer() continues bit for bit from an exported state",
  needsPermissions,
  async () => {
    const model = createSmallModel();
    const first = await createWasmTrainer(model, { threads: 2 });
    const { state } = await train(first, 2);
    const expected = await train(first, 2);
    const second = await createWasmTrainer(model, { threads: 2 });
    await second.importState(state, 2);
    assertEquals(await train(second, 2), expected);
    assertEquals(second.step, 4);
    await second.updateModel();
    const weights = expected.state.filter(({ name }) => !/\/[mv]$/.test(name));
    assertEquals(
      model.getWeights().map((weight) => Array.from(weight.dataSync())),
      weights.map(({ values }) => Array.from(values)),
    );
    first.dispose();
    second.dispose();
    model.dispose();
  },
);

Deno.test(
  "createWasmTrainer() averages what batch normalisation keeps over the shards",
  needsPermissions,
  async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.batchNormalization({
          name: "normalisation",
          inputShape: [2, 2, 1],
          momentum: 0.9,
        }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 2, activation: "softmax" }),
      ],
    });
    const trainer = await createWasmTrainer(model, { threads: 2 });
    // 40 images make a shard of 32 and one of 8.
    const images = Uint8Array.from({ length: 40 * 4 }, (_, index) => index);
    await trainer.trainOnBatch(images, oneHotTargets(new Uint8Array(40), 2), 0.01);
    const state = await trainer.exportState();
    // A layer keeps γ, β, the moving mean and the moving variance in this order.
    const movingMean = state.find(({ name }) => name === "normalisation/2");
    assertAlmostEquals(movingMean?.values[0] ?? NaN, 0.1 * (159 / 2 / 255), 1e-6);
    assertEquals(state.filter(({ name }) => name.endsWith("/m")).length, 4);
    trainer.dispose();
    model.dispose();
  },
);

Deno.test(
  "createWasmTrainer() throws on threads, models and batches that it cannot use",
  needsPermissions,
  async () => {
    const model = createSmallModel();
    await assertRejects(() => createWasmTrainer(model, { threads: 0 }), RangeError, "found 0");
    const coloured = tf.sequential({
      layers: [tf.layers.flatten({ inputShape: [4, 4, 3] }), tf.layers.dense({ units: 2 })],
    });
    await assertRejects(
      () => createWasmTrainer(coloured),
      TypeError,
      "expected [batch, height, width, 1] in and [batch, classes] out but found [,4,4,3] in",
    );
    const trainer = await createWasmTrainer(model, { threads: 1 });
    const { images, targets } = createBatch(2);
    await assertRejects(
      () => trainer.trainOnBatch(images.slice(1), targets, 0.01),
      TypeError,
      "expected a multiple of 64 pixels but found 127",
    );
    await assertRejects(
      () => trainer.trainOnBatch(images, targets.slice(1), 0.01),
      TypeError,
      "expected 2 rows of 3 but found 5 values",
    );
    trainer.dispose();
    model.dispose();
    coloured.dispose();
  },
);

Deno.test("createWasmTrainer() says what a worker could not do", needsPermissions, async () => {
  class OwnLayer extends tf.layers.Layer {
    static className = "OwnLayer";
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
      return inputs;
    }
  }
  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [2, 2, 1] }),
      new OwnLayer({}),
      tf.layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
  await assertRejects(() => createWasmTrainer(model, { threads: 2 }), Error, "OwnLayer");
  model.dispose();
});

Deno.test(
  "createWasmPredictor() predicts as tfjs does, for any count and many calls at once",
  needsPermissions,
  async () => {
    const model = createSmallModel();
    const predictor = await createWasmPredictor(model);
    const random = createRandom(2);
    const images = Uint8Array.from({ length: 70 * SIDE * SIDE }, () => random.integer(256));
    const expected = tf.tidy(() => {
      const pixels = tf.tensor4d(Float32Array.from(images), [70, SIDE, SIDE, 1]).div(255);
      return [model.predict(pixels)].flat()[0].dataSync();
    });
    const firsts = [70, 1, 5, 40, 0];
    const answers = await Promise.all(
      firsts.map((count) => predictor.predict(images.slice(0, count * SIDE * SIDE))),
    );
    answers.forEach((rows, call) => {
      assertEquals(rows.length, firsts[call] * CLASS_COUNT);
      rows.forEach((value, index) => assertAlmostEquals(value, expected[index], 1e-6)); // float32
    });
    predictor.dispose();

    const cool = await createWasmPredictor(model, { temperature: 2, output: "logProbabilities" });
    const logarithms = await cool.predict(images.slice(0, SIDE * SIDE));
    const roots = Array.from(expected.slice(0, CLASS_COUNT), Math.sqrt);
    const sum = roots.reduce((total, root) => total + root);
    roots.forEach((root, index) =>
      assertAlmostEquals(logarithms[index], Math.log(root / sum), 1e-5)
    );
    cool.dispose();
    await assertRejects(
      () => createWasmPredictor(model, { temperature: 0 }),
      RangeError,
      "found 0",
    );
    model.dispose();
  },
);
