/** The baseline CNN has the shapes of Keras's, and a seed fixes its weights. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createBaselineCnn } from "../../lib/models/baseline_cnn.ts";

await tf.setBackend("cpu");

Deno.test("createBaselineCnn() has 246,319 parameters in Keras's order", () => {
  const model = createBaselineCnn({ seed: 0 });
  assertEquals(model.countParams(), 246_319);
  assertEquals(model.getWeights().map((weight) => weight.shape), [
    [3, 3, 1, 32],
    [32],
    [3, 3, 32, 64],
    [64],
    [3, 3, 64, 128],
    [128],
    [1152, 128],
    [128],
    [128, 47],
    [47],
  ]);
  assertEquals(model.outputs[0].shape, [null, 47]);
  model.dispose();
});

Deno.test("createBaselineCnn() takes the number of classes", () => {
  const model = createBaselineCnn({ seed: 0, classCount: 10 });
  assertEquals(model.outputs[0].shape, [null, 10]);
  assertEquals(model.countParams(), 246_319 - 37 * 129);
  model.dispose();
});

Deno.test("createBaselineCnn() gives probabilities that sum to 1", () => {
  const model = createBaselineCnn({ seed: 3 });
  const sum = tf.tidy(() => {
    const [output] = [model.predict(tf.ones([1, 28, 28, 1]))].flat();
    return output.sum().dataSync()[0];
  });
  assert(Math.abs(sum - 1) < 1e-5, `${sum}`); // float32 rounding of 47 terms
  model.dispose();
});

Deno.test("createBaselineCnn() repeats its weights for a seed and shares none between seeds", () => {
  const kernels = (seed: number) => {
    const model = createBaselineCnn({ seed });
    const values = model.getWeights().filter((weight) => weight.rank > 1)
      .map((weight) => weight.dataSync());
    model.dispose();
    return values;
  };
  const [first, again, next] = [kernels(0), kernels(0), kernels(1)];
  assertEquals(first, again);
  // A ratio tells whether two kernels use the same stream at different limits.
  const streams = [...first, ...next].map((kernel) => (kernel[1] / kernel[0]).toFixed(6));
  assertEquals(new Set(streams).size, 10);
});

Deno.test("createBaselineCnn() stays within Glorot's limit and fills the range", () => {
  const model = createBaselineCnn({ seed: 5 });
  const kernel = Array.from(model.getLayer("dense1").getWeights()[0].dataSync());
  const limit = Math.sqrt(6 / (1152 + 128));
  const largest = kernel.reduce((maximum, value) => Math.max(maximum, Math.abs(value)), 0);
  assert(largest <= limit && largest > 0.999 * limit);
  const bias = model.getLayer("dense1").getWeights()[1].dataSync();
  assert(bias.every((value) => value === 0));
  model.dispose();
});

Deno.test("createBaselineCnn() throws on a fractional seed or a single class", () => {
  assertThrows(() => createBaselineCnn({ seed: 0.5 }), RangeError, "whole seed but found 0.5");
  assertThrows(() => createBaselineCnn({ seed: 0, classCount: 1 }), RangeError, "but found 1");
});
