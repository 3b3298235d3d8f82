/** Both gradients of a convolution against values by hand and tfjs's plain `cpu` backend. */

import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { needsPermissions } from "../../permissions.ts";
import {
  assertSameOnBoth,
  convolutionCases,
  convolutionGradient,
  describeCase,
  gradientAt,
  valuesOnWasm,
} from "./on_both.ts";

Deno.test(
  "Conv2DBackpropFilter sums the inputs that each weight saw, times the output's gradient",
  needsPermissions,
  async () => {
    // Windows of 1 … 9: the first weight sees 1, 2, 4, 5, so its gradient is 1·1 + 2·2 + 4·3 + 5·4.
    const gradient = await valuesOnWasm(() => {
      const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
      const dy = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
      return gradientAt((w) => tf.conv2d(x, w, 1, "valid"), tf.zeros([2, 2, 1, 1]), dy);
    });
    assertEquals(gradient, [37, 47, 67, 77]);
  },
);

for (const each of convolutionCases) {
  Deno.test(
    `Conv2DBackpropFilter agrees with the cpu backend: ${describeCase(each)}`,
    needsPermissions,
    async () => {
      await assertSameOnBoth(() => convolutionGradient(each, "filter"));
    },
  );
}

Deno.test(
  "Conv2DBackpropInput spreads each output's gradient over its window",
  needsPermissions,
  async () => {
    // The full convolution of [[1, 2], [3, 4]] with itself.
    const gradient = await valuesOnWasm(() => {
      const w = tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
      const dy = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
      return gradientAt((x) => tf.conv2d(x, w, 1, "valid"), tf.zeros([1, 3, 3, 1]), dy);
    });
    assertEquals(gradient, [1, 4, 4, 6, 20, 16, 9, 24, 16]);
  },
);

for (const each of convolutionCases) {
  Deno.test(
    `Conv2DBackpropInput agrees with the cpu backend: ${describeCase(each)}`,
    needsPermissions,
    async () => {
      await assertSameOnBoth(() => convolutionGradient(each, "input"));
    },
  );
}
