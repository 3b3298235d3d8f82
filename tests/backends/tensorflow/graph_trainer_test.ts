/** The graph trainer as the training loop sees it: batches of any size, repetition, refusals. */

import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createGraphTrainer } from "../../../lib/backends/tensorflow/graph_trainer.ts";
import { needsPermissions } from "../../permissions.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";
import {
  convolution,
  imageTensor,
  noLearning,
  stateful,
  tinyBatch,
  tinyClasses,
  tinyModel,
  tinySide,
  trainSteps,
} from "./tiny_models.ts";

await tf.setBackend("cpu");

/** Mean cross-entropy and number of right answers by tfjs's plain JavaScript backend. */
function eagerResult(model: tf.LayersModel, batch: ReturnType<typeof tinyBatch>) {
  return tf.tidy(() => {
    const probabilities = model.predict(imageTensor(batch));
    assert(probabilities instanceof tf.Tensor);
    const targets = tf.tensor2d(batch.targets, [batch.count, tinyClasses]);
    const [loss] = targets.mul(probabilities.log()).sum().div(-batch.count).dataSync();
    const equal = probabilities.argMax(1).equal(targets.argMax(1));
    return { loss, correct: equal.sum().dataSync()[0] };
  });
}

for (const towerCount of [1, 2, 3, 4]) {
  Deno.test(
    `GraphTrainer counts every image of a batch of any size with ${towerCount} towers`,
    needsPermissions,
    async () => {
      const api = await openedTensorflow();
      const model = tinyModel(convolution);
      const trainer = await createGraphTrainer(api, model, { towerCount });
      for (const count of [1, 2, 3, 5, 8]) {
        const batch = tinyBatch(count, count);
        const expected = eagerResult(model, batch);
        const found = await trainer.trainOnBatch(batch.images, batch.targets, noLearning);
        assertAlmostEquals(found.loss, expected.loss, 1e-5);
        assertEquals(found.correct, expected.correct);
        const probabilities = await trainer.predict(batch.images);
        const output = model.predict(imageTensor(batch));
        assert(output instanceof tf.Tensor);
        assertEquals(probabilities.length, count * tinyClasses);
        output.dataSync().forEach((value, index) =>
          assertAlmostEquals(probabilities[index], value, 2e-6) // float32
        );
      }
      trainer.dispose();
    },
  );
}

Deno.test(
  "GraphTrainer learns the same from a batch however many towers share it",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const weights: number[][] = [];
    for (const towerCount of [1, 2, 4]) {
      const model = tinyModel(convolution);
      const trainer = await createGraphTrainer(api, model, { towerCount });
      for (const count of [1, 3, 2, 7]) {
        const { images, targets } = tinyBatch(count, count);
        await trainer.trainOnBatch(images, targets, 0.01);
      }
      await trainer.updateModel();
      weights.push(model.getWeights().flatMap((weight) => [...weight.dataSync()]));
      trainer.dispose();
    }
    const [one, ...others] = weights;
    for (const other of others) {
      // Four steps of 0.01; sums of gradients differ in their rounding only.
      one.forEach((value, index) => assertAlmostEquals(other[index], value, 2e-5));
    }
  },
);

Deno.test(
  "GraphTrainer predicts more images than one run takes, in their order",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const model = tinyModel(convolution);
    const trainer = await createGraphTrainer(api, model, { towerCount: 2 });
    const { images } = tinyBatch(700);
    const all = await trainer.predict(images);
    const size = tinySide * tinySide;
    for (const row of [0, 127, 128, 255, 256, 511, 512, 699]) {
      const alone = await trainer.predict(images.slice(row * size, (row + 1) * size));
      alone.forEach((value, column) =>
        assertAlmostEquals(all[row * tinyClasses + column], value, 1e-6) // float32
      );
    }
    trainer.dispose();
  },
);

Deno.test(
  "GraphTrainer trains the same way twice, and another way with another seed",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const train = async (seed: number) => {
      const trainer = await createGraphTrainer(api, tinyModel(stateful), { towerCount: 2, seed });
      const losses = await trainSteps(trainer, 0, 5);
      const state = await trainer.exportState();
      trainer.dispose();
      return { losses, state };
    };
    assertEquals(await train(1), await train(1));
    assertNotEquals((await train(1)).losses, (await train(2)).losses);
  },
);

Deno.test(
  "logitOffsets are added in training and left out of predictions",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const offsets = Float32Array.of(-1, 0.5, 2, 0);
    const model = tinyModel(convolution);
    const trainer = await createGraphTrainer(api, model, { towerCount: 2, logitOffsets: offsets });
    const batch = tinyBatch(5);
    const plain = await trainer.predict(batch.images);
    const output = model.predict(imageTensor(batch));
    assert(output instanceof tf.Tensor);
    output.dataSync().forEach((value, index) => assertAlmostEquals(plain[index], value, 2e-6));

    let expected = 0;
    let correct = 0;
    for (let row = 0; row < batch.count; row++) {
      const rowOf = (
        values: Float32Array,
      ) => [...values.subarray(row * tinyClasses, (row + 1) * tinyClasses)];
      const shifted = rowOf(plain).map((value, column) => value * Math.exp(offsets[column]));
      const sum = shifted.reduce((total, value) => total + value);
      const targets = rowOf(batch.targets);
      targets.forEach((target, column) => expected -= target * Math.log(shifted[column] / sum));
      const largest = (values: number[]) => values.indexOf(Math.max(...values));
      if (largest(shifted) === largest(targets)) correct++;
    }
    const found = await trainer.trainOnBatch(batch.images, batch.targets, noLearning);
    assertAlmostEquals(found.loss, expected / batch.count, 1e-5);
    assertEquals(found.correct, correct);
    trainer.dispose();
  },
);

Deno.test(
  "GraphTrainer throws on images and targets that do not fit the model",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const trainer = await createGraphTrainer(api, tinyModel(convolution));
    const { images, targets } = tinyBatch(2);
    await assertRejects(
      () => trainer.trainOnBatch(images, targets.slice(1), 0.1),
      TypeError,
      "expected 2 rows of 4 but found 7 values",
    );
    const message = "expected a multiple of 36 pixels but found 71";
    const cut = images.slice(1);
    await assertRejects(() => trainer.trainOnBatch(cut, targets, 0.1), TypeError, message);
    await assertRejects(() => trainer.predict(cut), TypeError, message);
    await assertRejects(
      () => trainer.trainOnBatch(new Uint8Array(), new Float32Array(), 0.1),
      TypeError,
      "expected 1 image or more",
    );
    assertEquals(trainer.step, 0);
    trainer.dispose();
  },
);
