/** The update gives Keras 3.15's values: five steps on one kernel, `[1, 4]`, each expectation its output. */

import { assertAlmostEquals } from "@std/assert";
import { type AdamOptions, applyAdam, createAdamState } from "../../lib/training/adam.ts";

const gradient = [0.1, -0.02, 1e-6, 0];

function run(options: AdamOptions, shape: number[] = [1, 4]): Float32Array {
  const weights = new Float32Array([1, -2, 0.5, 3]);
  const state = createAdamState(4);
  const slots = [{ name: "kernel", shape, start: 0, end: 4 }];
  for (let step = 0; step < 5; step++) {
    const factor = step % 2 === 0 ? 1 : -0.5;
    const gradients = Float32Array.from(gradient, (value) => value * factor);
    applyAdam(weights, gradients, state, slots, 0.01, options);
  }
  return weights;
}

for (
  const { name, options, expected } of [
    {
      name: "Adam()",
      options: {},
      expected: [0.9740588068962097, -1.974061369895935, 0.4923604130744934, 3],
    },
    {
      name: "AdamW(weight_decay=0.1)",
      options: { weightDecay: 0.1 },
      expected: [0.9691309332847595, -1.9641435146331787, 0.489881694316864, 2.985029935836792],
    },
    {
      name: "Adam(global_clipnorm=0.05)",
      options: { clipNorm: 0.05 },
      expected: [0.9856514930725098, -1.985654592514038, 0.4976404309272766, 3],
    },
    {
      name: "Adam(beta_1=0.8, beta_2=0.99, epsilon=1e-3)",
      options: { beta1: 0.8, beta2: 0.99, epsilon: 1e-3 },
      expected: [0.976786196231842, -1.9819782972335815, 0.4999966323375702, 3],
    },
  ]
) {
  Deno.test(`applyAdam() does what Keras's ${name} does`, () => {
    const found = run(options);
    // Two float32 roundings at 3.
    expected.forEach((value, index) => assertAlmostEquals(found[index], value, 5e-7));
  });
}

Deno.test("applyAdam() does not decay biases", () => {
  const [plain, decayed] = [run({}, [4]), run({ weightDecay: 0.1 }, [4])];
  plain.forEach((value, index) => assertAlmostEquals(decayed[index], value, 0));
});
