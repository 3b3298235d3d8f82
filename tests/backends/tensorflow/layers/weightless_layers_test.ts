/**
 * Dropout, mask by mask. The mask is read off a gradient: on a white image, flattened and dropped,
 * the gradient of a dense kernel is (what an input was multiplied with) · (gradient of the bias).
 */

import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createGraphTrainer } from "../../../../lib/backends/tensorflow/graph_trainer.ts";
import { needsPermissions } from "../../../permissions.ts";
import { openedTensorflow } from "../opened_tensorflow.ts";
import { arrayNamed, noLearning } from "../tiny_models.ts";

await tf.setBackend("cpu");
const side = 40;

interface MaskOptions {
  readonly rates: readonly number[];
  readonly seed?: number;
  readonly steps?: number;
  readonly towerCount?: number;
}

/** Returns the factor of each of the 1,600 inputs at each step: 0 where it is dropped. */
async function drawMasks(
  { rates, seed = 0, steps = 1, towerCount = 1 }: MaskOptions,
): Promise<number[][]> {
  const api = await openedTensorflow();
  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [side, side, 1] }),
      ...rates.map((rate, index) => tf.layers.dropout({ rate, name: `drop${index}` })),
      tf.layers.dense({ name: "last", units: 2, activation: "softmax" }),
    ],
  });
  const trainer = await createGraphTrainer(api, model, { adam: { beta1: 0 }, seed, towerCount });
  const images = new Uint8Array(towerCount * side * side).fill(255);
  const masks: number[][] = [];
  for (let step = 0; step < steps; step++) {
    const targets = Float32Array.from({ length: 2 * towerCount }, (_, index) => 1 - index % 2);
    await trainer.trainOnBatch(images, targets, noLearning);
    const state = await trainer.exportState();
    const kernel = arrayNamed(state, "last/0/m"); // [1600, 2]
    const bias = arrayNamed(state, "last/1/m");
    masks.push(Array.from({ length: side * side }, (_, input) => kernel[2 * input] / bias[0]));
  }
  trainer.dispose();
  model.dispose();
  return masks;
}

const shareOfZeros = (mask: readonly number[]) =>
  mask.filter((factor) => factor === 0).length / mask.length;

Deno.test(
  "buildDropout() drops the given share and scales the rest by 1 / (1 - rate)",
  needsPermissions,
  async () => {
    for (const rate of [0.1, 0.5, 0.8]) {
      const [mask] = await drawMasks({ rates: [rate] });
      const deviation = Math.sqrt(rate * (1 - rate) / mask.length);
      assertAlmostEquals(shareOfZeros(mask), rate, 4 * deviation);
      for (const factor of mask) {
        if (factor !== 0) assertAlmostEquals(factor, 1 / (1 - rate), 1e-5); // float32
      }
    }
  },
);

Deno.test(
  "buildDropout() draws the same masks for a seed, and others for another step or seed",
  needsPermissions,
  async () => {
    const masks = await drawMasks({ rates: [0.5], steps: 3, seed: 7 });
    assertEquals(await drawMasks({ rates: [0.5], steps: 3, seed: 7 }), masks);
    const [other] = await drawMasks({ rates: [0.5], seed: 8 });
    for (const [first, second] of [[masks[0], masks[1]], [masks[1], masks[2]], [masks[0], other]]) {
      const agreeing = first.filter((factor, input) => factor === second[input]).length;
      // Unrelated masks of one half agree on one half of the inputs.
      assertAlmostEquals(agreeing / first.length, 0.5, 4 * 0.5 / Math.sqrt(first.length));
    }
  },
);

Deno.test("buildDropout() gives no two layers the same mask", needsPermissions, async () => {
  const [both] = await drawMasks({ rates: [0.5, 0.5] });
  // Had they the same mask, one half would be left.
  assertAlmostEquals(shareOfZeros(both), 0.75, 4 * Math.sqrt(0.75 * 0.25 / both.length));
});

Deno.test("buildDropout() gives no two towers the same mask", needsPermissions, async () => {
  const [blended] = await drawMasks({ rates: [0.5], towerCount: 2 });
  // Only what both dropped is 0; had they the same mask, that would be one half.
  assertAlmostEquals(shareOfZeros(blended), 0.25, 4 * Math.sqrt(0.25 * 0.75 / blended.length));
});

Deno.test(
  "buildDropout() at rate 0 and in predictions keeps everything",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const [mask] = await drawMasks({ rates: [0] });
    for (const factor of mask) assertAlmostEquals(factor, 1, 1e-6);
    const model = tf.sequential({
      layers: [
        tf.layers.dropout({ rate: 0.9, inputShape: [4, 4, 1] }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 3, activation: "softmax" }),
      ],
    });
    const trainer = await createGraphTrainer(api, model);
    const images = Uint8Array.from({ length: 16 }, (_, pixel) => 16 * pixel);
    const once = await trainer.predict(images);
    assertEquals(await trainer.predict(images), once);
    assertNotEquals(once[0], once[1]);
    assert(Math.abs(once[0] + once[1] + once[2] - 1) < 1e-6);
    trainer.dispose();
  },
);
