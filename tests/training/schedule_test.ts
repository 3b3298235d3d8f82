/** The schedules give PyTorch's learning rates; `testdata/schedules.py` made them. */

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { learningRateAt, scheduleSchema } from "../../lib/training/schedule.ts";
import golden from "./testdata/schedules.json" with { type: "json" };

for (const { schedule, rates } of golden.schedules) {
  Deno.test(`learningRateAt() gives PyTorch's rates for ${schedule.kind}`, () => {
    const parsed = scheduleSchema.parse(schedule);
    rates.forEach((rate, step) => {
      // PyTorch multiplies its way from step to step, which rounds.
      const found = learningRateAt(parsed, golden.learningRate, step, rates.length);
      assertAlmostEquals(found, rate, 1e-12);
    });
  });
}

Deno.test("learningRateAt() keeps a constant rate", () => {
  const rates = [0, 5, 9].map((step) => learningRateAt({ kind: "constant" }, 0.001, step, 10));
  assertEquals(rates, [0.001, 0.001, 0.001]);
});

Deno.test("learningRateAt() starts at the peak without a rise, and stays above 0", () => {
  const cosine = { kind: "cosine", warmupShare: 0, finalShare: 0 } as const;
  assertEquals(learningRateAt(cosine, 1, 0, 4), 1);
  assertAlmostEquals(learningRateAt(cosine, 1, 2, 4), 0.5, 1e-15);
  assertAlmostEquals(learningRateAt(cosine, 1, 3, 4), (1 - Math.SQRT1_2) / 2, 1e-15);
  assertEquals(learningRateAt(cosine, 1, 0, 1), 1);
});

Deno.test("learningRateAt() throws for a step outside the training", () => {
  for (const step of [-1, 4, 0.5, NaN]) {
    assertThrows(
      () => learningRateAt({ kind: "constant" }, 1, step, 4),
      RangeError,
      `expected a step from 0 to 3 but found ${step}`,
    );
  }
});

Deno.test("scheduleSchema refuses shares of 1 and keys of another kind", () => {
  const isValid = (schedule: unknown) => scheduleSchema.safeParse(schedule).success;
  assertEquals(isValid({ kind: "cosine", warmupShare: 0.1, finalShare: 0 }), true);
  assertEquals(isValid({ kind: "cosine", warmupShare: 1, finalShare: 0 }), false);
  assertEquals(isValid({ kind: "constant", finalShare: 0 }), false);
  assertEquals(isValid({ kind: "step" }), false);
});
