import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { assertSameOnBoth, gradientAt, normalTensor, valuesOnWasm } from "./on_both.ts";

Deno.test("MaxPoolGrad gives a window's gradient to its largest input, the first of equals", async () => {
  const gradient = await valuesOnWasm(() => {
    const x = tf.tensor4d([1, 3, 0, 0, 2, 3, 0, -1], [1, 2, 4, 1]);
    const dy = tf.tensor4d([5, 7], [1, 1, 2, 1]);
    return gradientAt((x) => tf.maxPool(x, 2, 2, "valid"), x, dy);
  });
  assertEquals(gradient, [0, 5, 7, 0, 0, 0, 0, 0]);
});

Deno.test("MaxPoolGrad adds up where windows overlap", async () => {
  const gradient = await valuesOnWasm(() => {
    const x = tf.tensor4d([1, 9, 2], [1, 1, 3, 1]);
    const dy = tf.tensor4d([5, 7], [1, 1, 2, 1]);
    return gradientAt((x) => tf.maxPool(x, [1, 2], 1, "valid"), x, dy);
  });
  assertEquals(gradient, [0, 12, 0]);
});

for (
  const { shape, size, strides, pad } of [
    { shape: [2, 6, 6, 3], size: 2, strides: 2, pad: "valid" },
    { shape: [2, 7, 5, 4], size: 2, strides: 2, pad: "same" },
    { shape: [1, 8, 8, 2], size: 3, strides: 2, pad: "same" },
    { shape: [2, 6, 7, 2], size: 3, strides: 1, pad: "valid" },
    { shape: [1, 11, 11, 5], size: 2, strides: 2, pad: "valid" },
  ] as const
) {
  Deno.test(`MaxPoolGrad agrees with the cpu backend: ${shape.join("x")}, window ${size}, stride ${strides}, ${pad}`, async () => {
    await assertSameOnBoth(() => {
      const x = tf.tensor4d(normalTensor([...shape], 1).dataSync(), [...shape]);
      const pool = (x: tf.Tensor4D) => tf.maxPool(x, size, strides, pad);
      return gradientAt(pool, x, normalTensor(pool(x).shape, 2));
    });
  });
}
