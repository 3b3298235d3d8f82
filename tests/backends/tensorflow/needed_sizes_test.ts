/** What can reach the output, by hand; `graph_model_test.ts` compares values and gradients. */

import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { findNeededSizes, paddingBefore } from "../../../lib/backends/tensorflow/needed_sizes.ts";
import { createModel } from "../../../lib/models/models.ts";

await tf.setBackend("cpu");

Deno.test("findNeededSizes() finds that the baseline sees 26 x 26 pixels", () => {
  const model = createModel("baseline", { seed: 0 });
  for (const training of [false, true]) {
    const { layers, values } = findNeededSizes(model, training);
    assertEquals(values.get(model.inputs[0].id), [26, 26]);
    // Pooling leaves out the last of 11 rows, so 10 are needed, and 12 of 13 before them.
    assertEquals(layers.get("convolution1"), { input: [26, 26], output: [24, 24] });
    assertEquals(layers.get("pooling1"), { input: [24, 24], output: [12, 12] });
    assertEquals(layers.get("convolution2"), { input: [12, 12], output: [10, 10] });
    assertEquals(layers.get("pooling2"), { input: [10, 10], output: [5, 5] });
    assertEquals(layers.get("convolution3"), { input: [5, 5], output: [3, 3] });
  }
  model.dispose();
});

Deno.test("findNeededSizes() leaves moments whole, and drops the flagship's rim in prediction", () => {
  const model = createModel("flagship", { seed: 0 });
  const rim = (training: boolean) =>
    findNeededSizes(model, training).layers.get("block5_convolution");
  assertEquals(rim(true), { input: [7, 7], output: [7, 7] });
  assertEquals(rim(false), { input: [7, 7], output: [6, 6] });
  model.dispose();
});

Deno.test("paddingBefore() is the smaller half of what the windows lack", () => {
  assertEquals(paddingBefore("valid", 28, 3, 1), 0);
  assertEquals(paddingBefore("same", 28, 3, 1), 1);
  assertEquals(paddingBefore("same", 28, 3, 2), 0); // 13 · 2 + 3 = 29: one row, after the last
  assertEquals(paddingBefore("same", 28, 5, 1), 2);
  assertEquals(paddingBefore("same", 28, 1, 2), 0);
});
