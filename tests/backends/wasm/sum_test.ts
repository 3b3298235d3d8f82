import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { assertSameOnBoth, normalTensor, valuesOnWasm } from "./on_both.ts";

Deno.test("Sum adds up rows", async () => {
  assertEquals(await valuesOnWasm(() => tf.sum(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), 0)), [
    9,
    12,
  ]);
});

Deno.test("Sum of a million float32 values keeps seven digits", async () => {
  const [sum] = await valuesOnWasm(() => tf.sum(tf.fill([1_000_000, 1], 0.1), 0));
  assertEquals(sum, Math.fround(1_000_000 * Math.fround(0.1)));
});

for (const axes of [[0], [0, 1], [1, 0], [0, 1, 2], [2], [1], [0, 2], [-3], [0, 1, 2, 3]]) {
  for (const keepDimensions of [false, true]) {
    Deno.test(`Sum agrees with the cpu backend: axes ${axes}, kept ${keepDimensions}`, async () => {
      await assertSameOnBoth(() => tf.sum(normalTensor([3, 2, 4, 5], 1), axes, keepDimensions));
    });
  }
}

Deno.test("Sum leaves whole numbers to TensorFlow.js", async () => {
  await assertSameOnBoth(() => tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], "int32"), 0));
});
