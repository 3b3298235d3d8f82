/** The models by name: their size, their layers, and what a seed fixes. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createModel, MODEL_NAMES } from "../../lib/models/models.ts";

await tf.setBackend("cpu");

/** Returns the values of the kernels alone: biases and normalisations begin at 0 or 1. */
function kernelsOf(model: tf.LayersModel): Float32Array[] {
  return model.getWeights().filter(({ rank }) => rank > 1)
    .map((weight) => Float32Array.from(weight.dataSync()));
}

Deno.test("createModel() gives models of the promised sizes", () => {
  const sizes = MODEL_NAMES.map((name) => {
    const model = createModel(name, { seed: 0 });
    const size = model.countParams();
    model.dispose();
    return [name, size];
  });
  assertEquals(sizes, [["baseline", 246_319], ["small", 226_511], ["flagship", 1_176_527]]);
});

for (const name of MODEL_NAMES) {
  Deno.test(`createModel() gives ${name} probabilities of as many classes as asked for`, () => {
    const model = createModel(name, { seed: 1, classCount: 11 });
    const probabilities = tf.tidy(() => {
      const images = tf.randomUniform([2, 28, 28, 1], 0, 1, "float32", 3);
      const [output] = [model.predict(images)].flat();
      assertEquals(output.shape, [2, 11]);
      return Array.from(output.dataSync());
    });
    model.dispose();
    for (const row of [probabilities.slice(0, 11), probabilities.slice(11)]) {
      const sum = row.reduce((total, value) => total + value);
      assert(Math.abs(sum - 1) < 1e-5, `${sum}`); // float32 rounding
    }
  });

  Deno.test(`createModel() repeats ${name}'s weights for a seed and shares none`, () => {
    const kernels = (seed: number) => {
      const model = createModel(name, { seed });
      const values = kernelsOf(model);
      model.dispose();
      return values;
    };
    const [first, again, next] = [kernels(0), kernels(0), kernels(1)];
    assertEquals(first, again);
    // A ratio tells whether two kernels use the same stream at different widths.
    const streams = [...first, ...next].map((kernel) => (kernel[1] / kernel[0]).toFixed(6));
    assertEquals(new Set(streams).size, 2 * first.length);
  });
}

for (const name of ["small", "flagship"] as const) {
  Deno.test(`createModel() draws ${name}'s kernels from He's distribution`, () => {
    const model = createModel(name, { seed: 2 });
    for (const weight of model.getWeights()) {
      // Small kernels deviate by chance, and the output's is drawn from another distribution.
      if (weight.rank === 1 || weight.size < 10_000 || weight.shape.at(-1) === 47) continue;
      const fanIn = weight.shape.slice(0, -1).reduce((product, size) => product * size);
      const values = Float32Array.from(weight.dataSync());
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / weight.size);
      // A normal distribution cut off at two standard deviations has 0.8796 of them left.
      const expected = 0.8796 * Math.sqrt(2 / fanIn);
      assert(Math.abs(deviation / expected - 1) < 0.05, `${deviation} for ${expected}`);
    }
    model.dispose();
  });

  Deno.test(`createModel() gives ${name} convolutions without bias, normalised`, () => {
    const model = createModel(name, { seed: 0 });
    const layers = model.layers.map((layer) => layer.getClassName());
    assertEquals(
      layers.filter((layer) => layer === "Conv2D").length,
      layers.filter((layer) => layer === "BatchNormalization").length,
    );
    for (const layer of model.layers) {
      if (layer.getClassName() === "Conv2D") assertEquals(layer.weights.length, 1);
    }
    model.dispose();
  });
}

Deno.test("createModel() drops values in the flagship alone", () => {
  const rates = (["small", "flagship"] as const).map((name) => {
    const model = createModel(name, { seed: 0 });
    const { rate } = model.getLayer("dropout").getConfig();
    model.dispose();
    return rate;
  });
  assertEquals(rates, [0, 0.4]);
});

Deno.test("createModel() throws on a fractional seed or a single class", () => {
  assertThrows(() => createModel("small", { seed: 0.5 }), RangeError, "but found 0.5");
  assertThrows(() => createModel("flagship", { seed: 0, classCount: 1 }), RangeError, "found 1");
});
