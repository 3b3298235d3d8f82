/** What batch normalisation keeps, against moments computed here. */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createGraphTrainer } from "../../../../lib/backends/tensorflow/graph_trainer.ts";
import { needsPermissions } from "../../../permissions.ts";
import { openedTensorflow } from "../opened_tensorflow.ts";
import {
  arrayNamed,
  noLearning,
  type TinyBatch,
  tinyBatch,
  tinyClasses,
  tinySide,
} from "../tiny_models.ts";

await tf.setBackend("cpu");
const momentum = 0.8;

/** A model whose first layer normalises the pixels, so that its moments are theirs. */
function createModel(): tf.LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.batchNormalization({
        name: "normal",
        momentum,
        inputShape: [tinySide, tinySide, 1],
      }),
      tf.layers.flatten(),
      tf.layers.dense({ units: tinyClasses, activation: "softmax" }),
    ],
  });
}

/** Mean and variance, N - 1 in the denominator, of some images' pixels from 0 to 1. */
function pixelMoments({ images }: TinyBatch, start: number, end: number) {
  const size = tinySide * tinySide;
  const values = Array.from(images.subarray(start * size, end * size), (pixel) => pixel / 255);
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}

/** How the images of a batch fall to the towers, as `[start, end]`. */
const cases: readonly (readonly [number, number, readonly (readonly [number, number])[]])[] = [
  [1, 6, [[0, 6]]],
  [2, 6, [[0, 3], [3, 6]]],
  [2, 5, [[0, 3], [3, 5]]],
  [2, 1, [[0, 1]]],
  [3, 2, [[0, 1], [1, 2]]],
];

for (const [towerCount, count, parts] of cases) {
  Deno.test(
    `buildBatchNormalization() follows the moments of ${count} images with ${towerCount} towers`,
    needsPermissions,
    async () => {
      const api = await openedTensorflow();
      const model = createModel();
      const trainer = await createGraphTrainer(api, model, { towerCount });
      const expected = { mean: 0, variance: 1 };
      for (let step = 0; step < 3; step++) {
        const batch = tinyBatch(count, step);
        await trainer.trainOnBatch(batch.images, batch.targets, noLearning);
        const moments = parts.map(([start, end]) => ({
          ...pixelMoments(batch, start, end),
          share: (end - start) / count,
        }));
        for (const key of ["mean", "variance"] as const) {
          const seen = moments.reduce((sum, part) => sum + part.share * part[key], 0);
          expected[key] = momentum * expected[key] + (1 - momentum) * seen;
        }
      }
      const state = await trainer.exportState();
      assertAlmostEquals(arrayNamed(state, "normal/2")[0], expected.mean, 1e-6); // float32
      assertAlmostEquals(arrayNamed(state, "normal/3")[0], expected.variance, 1e-6);

      await trainer.updateModel();
      const [mean, variance] = model.getLayer("normal").getWeights().slice(2);
      assertAlmostEquals(mean.dataSync()[0], expected.mean, 1e-6);
      assertAlmostEquals(variance.dataSync()[0], expected.variance, 1e-6);
      trainer.dispose();
    },
  );
}

Deno.test(
  "buildBatchNormalization() learns neither scale nor centre of a layer that is not trainable",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const model = createModel();
    model.getLayer("normal").trainable = false;
    const trainer = await createGraphTrainer(api, model, { towerCount: 1 });
    const { images, targets } = tinyBatch(4);
    await trainer.trainOnBatch(images, targets, 0.1);
    const state = await trainer.exportState();
    assertEquals([...arrayNamed(state, "normal/0")], [1]);
    assertEquals([...arrayNamed(state, "normal/1")], [0]);
    assertEquals(state.some(({ name }) => name === "normal/0/m"), false);
    trainer.dispose();
  },
);
