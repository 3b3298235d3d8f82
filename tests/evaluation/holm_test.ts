import { assertAlmostEquals, assertEquals } from "@std/assert";
import { holmAdjust } from "../../lib/evaluation/holm.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };

Deno.test("holmAdjust() agrees with statsmodels", () => {
  for (const { pValues, adjusted } of golden.holm) {
    for (const [index, pValue] of holmAdjust(pValues).entries()) {
      assertAlmostEquals(pValue, adjusted[index], 1e-15);
    }
  }
});

Deno.test("holmAdjust() of nothing is nothing", () => {
  assertEquals(holmAdjust([]), []);
});
