import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { assertSameOnBoth, normalTensor, valuesOnWasm } from "./on_both.ts";

Deno.test("BatchMatMul multiplies by a transposed matrix", async () => {
  const product = await valuesOnWasm(() =>
    tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2]), true, false)
  );
  assertEquals(product, [26, 30, 38, 44]);
});

for (const transposeA of [false, true]) {
  for (const transposeB of [false, true]) {
    for (const leading of [[], [1], [3], [1, 1]]) {
      const a = [...leading, ...(transposeA ? [5, 4] : [4, 5])];
      const b = [...leading, ...(transposeB ? [6, 5] : [5, 6])];
      Deno.test(`BatchMatMul agrees with the cpu backend: [${a}] and [${b}], transposed ${transposeA} and ${transposeB}`, async () => {
        await assertSameOnBoth(() =>
          tf.matMul(normalTensor(a, 1), normalTensor(b, 2), transposeA, transposeB)
        );
      });
    }
  }
}
