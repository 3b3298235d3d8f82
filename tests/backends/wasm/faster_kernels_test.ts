/** Kernels of our own against the values by hand and tfjs's plain `cpu` backend. */

import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useWasm } from "../../../lib/backends/wasm/use_wasm.ts";
import { needsPermissions } from "../../permissions.ts";
import { assertSameOnBoth, gradientAt, normalTensor, valuesOnWasm } from "./on_both.ts";

Deno.test("BatchMatMul multiplies by a transposed matrix", needsPermissions, async () => {
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
      Deno.test(
        `BatchMatMul agrees with the cpu backend: [${a}] and [${b}], transposed ${transposeA} and ${transposeB}`,
        needsPermissions,
        async () => {
          await assertSameOnBoth(() =>
            tf.matMul(normalTensor(a, 1), normalTensor(b, 2), transposeA, transposeB)
          );
        },
      );
    }
  }
}

Deno.test("Sum adds up rows", needsPermissions, async () => {
  assertEquals(await valuesOnWasm(() => tf.sum(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), 0)), [
    9,
    12,
  ]);
});

Deno.test("Sum of a million float32 values keeps seven digits", needsPermissions, async () => {
  const [sum] = await valuesOnWasm(() => tf.sum(tf.fill([1_000_000, 1], 0.1), 0));
  assertEquals(sum, Math.fround(1_000_000 * Math.fround(0.1)));
});

for (const axes of [[0], [0, 1], [1, 0], [0, 1, 2], [2], [1], [0, 2], [-3], [0, 1, 2, 3]]) {
  for (const keepDimensions of [false, true]) {
    Deno.test(
      `Sum agrees with the cpu backend: axes ${axes}, kept ${keepDimensions}`,
      needsPermissions,
      async () => {
        await assertSameOnBoth(() => tf.sum(normalTensor([3, 2, 4, 5], 1), axes, keepDimensions));
      },
    );
  }
}

Deno.test("Sum leaves whole numbers to TensorFlow.js", needsPermissions, async () => {
  await assertSameOnBoth(() => tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], "int32"), 0));
});

Deno.test(
  "MaxPoolGrad gives a window's gradient to its largest input, the first of equals",
  needsPermissions,
  async () => {
    const gradient = await valuesOnWasm(() => {
      const x = tf.tensor4d([1, 3, 0, 0, 2, 3, 0, -1], [1, 2, 4, 1]);
      const dy = tf.tensor4d([5, 7], [1, 1, 2, 1]);
      return gradientAt((x) => tf.maxPool(x, 2, 2, "valid"), x, dy);
    });
    assertEquals(gradient, [0, 5, 7, 0, 0, 0, 0, 0]);
  },
);

Deno.test("MaxPoolGrad adds up where windows overlap", needsPermissions, async () => {
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
  Deno.test(
    `MaxPoolGrad agrees with the cpu backend: ${
      shape.join("x")
    }, window ${size}, stride ${strides}, ${pad}`,
    needsPermissions,
    async () => {
      await assertSameOnBoth(() => {
        const x = tf.tensor4d(normalTensor([...shape], 1).dataSync(), [...shape]);
        const pool = (x: tf.Tensor4D) => tf.maxPool(x, size, strides, pad);
        return gradientAt(pool, x, normalTensor(pool(x).shape, 2));
      });
    },
  );
}

Deno.test(
  "Identity shares values that outlive the tensor they came from",
  needsPermissions,
  async () => {
    await useWasm();
    const dataCount = tf.engine().backend.numDataIds();
    const original = tf.tensor1d([1, 2, 3]);
    const copy = original.clone();
    const same = tf.cast(original, "float32");
    original.dispose();
    assertEquals(Array.from(await copy.data()), [1, 2, 3]);
    copy.dispose();
    assertEquals(Array.from(await same.data()), [1, 2, 3]);
    same.dispose();
    assertEquals(tf.engine().backend.numDataIds(), dataCount);
  },
);

Deno.test(
  "Identity keeps a variable apart from the tensor that it was made of",
  needsPermissions,
  async () => {
    await useWasm();
    const start = tf.tensor1d([1, 2]);
    const variable = tf.variable(start);
    variable.assign(tf.tensor1d([3, 4]));
    assertEquals(Array.from(await start.data()), [1, 2]);
    assertEquals(Array.from(await variable.data()), [3, 4]);
    tf.dispose([start, variable]);
  },
);

Deno.test("Cast still changes types", needsPermissions, async () => {
  await useWasm();
  const cast = tf.cast(tf.tensor1d([1.7, -2.2]), "int32");
  assertEquals(Array.from(await cast.data()), [1, -2]);
  assertEquals(cast.dtype, "int32");
  cast.dispose();
});
