import { assertAlmostEquals, assertThrows } from "@std/assert";
import { chiSquaredTail } from "../../lib/evaluation/chi_squared_tail.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };

Deno.test("chiSquaredTail() agrees with SciPy from the middle to the far tail", () => {
  for (const [statistic, probability] of golden.chiSquaredTails) {
    assertAlmostEquals(chiSquaredTail(statistic) / probability, 1, 1e-12);
  }
});

Deno.test("chiSquaredTail() throws when the statistic is negative", () => {
  assertThrows(() => chiSquaredTail(-1), RangeError, "but found -1");
});
