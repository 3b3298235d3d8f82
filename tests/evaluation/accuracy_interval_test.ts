import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { wilsonInterval } from "../../lib/evaluation/accuracy_interval.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };

Deno.test("wilsonInterval() agrees with SciPy", () => {
  for (const { successes, trials, low, high } of golden.wilson) {
    const interval = wilsonInterval(successes, trials);
    assertAlmostEquals(interval.low, low, 1e-12);
    assertAlmostEquals(interval.high, high, 1e-12);
  }
});

Deno.test("wilsonInterval() is symmetric, and knows nothing without trials", () => {
  const few = wilsonInterval(2, 9);
  const many = wilsonInterval(7, 9);
  assertAlmostEquals(few.low, 1 - many.high, 1e-15);
  assertAlmostEquals(few.high, 1 - many.low, 1e-15);
  assertEquals(wilsonInterval(0, 0), { low: 0, high: 1 });
});

Deno.test("wilsonInterval() throws when successes are not among the trials", () => {
  for (const successes of [-1, 11, NaN]) {
    assertThrows(() => wilsonInterval(successes, 10), RangeError, `but found ${successes}`);
  }
});
