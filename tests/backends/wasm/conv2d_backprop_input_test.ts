import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  assertSameOnBoth,
  convolutionCases,
  convolutionGradient,
  describeCase,
  gradientAt,
  valuesOnWasm,
} from "./on_both.ts";

Deno.test("Conv2DBackpropInput spreads each output's gradient over its window", async () => {
  // The full convolution of [[1, 2], [3, 4]] with itself.
  const gradient = await valuesOnWasm(() => {
    const w = tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
    const dy = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    return gradientAt((x) => tf.conv2d(x, w, 1, "valid"), tf.zeros([1, 3, 3, 1]), dy);
  });
  assertEquals(gradient, [1, 4, 4, 6, 20, 16, 9, 24, 16]);
});

for (const each of convolutionCases) {
  Deno.test(`Conv2DBackpropInput agrees with the cpu backend: ${describeCase(each)}`, async () => {
    await assertSameOnBoth(() => convolutionGradient(each, "input"));
  });
}
