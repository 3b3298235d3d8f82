import { assertAlmostEquals, assertEquals } from "@std/assert";
import { cohenKappa, matthewsCorrelation } from "../../lib/evaluation/agreement.ts";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

function matrixOf(...counts: number[]) {
  return { counts: Uint32Array.from(counts), characters: ["a", "b"] };
}

Deno.test("cohenKappa() and matthewsCorrelation() agree with scikit-learn", () => {
  const matrix = confusionMatrixOf(goldenPredictions());
  assertAlmostEquals(cohenKappa(matrix), golden.cohenKappa, 1e-14);
  assertAlmostEquals(matthewsCorrelation(matrix), golden.matthewsCorrelation, 1e-14);
});

Deno.test("cohenKappa() of a table worked out by hand", () => {
  // Observed 0.7, by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5, so (0.7 - 0.5) / (1 - 0.5).
  assertAlmostEquals(cohenKappa(matrixOf(20, 5, 10, 15)), 0.4, 1e-15);
});

Deno.test("matthewsCorrelation() of two classes is (TP TN - FP FN) over its root", () => {
  const expected = (20 * 15 - 10 * 5) / Math.sqrt(30 * 25 * 20 * 25);
  assertAlmostEquals(matthewsCorrelation(matrixOf(20, 5, 10, 15)), expected, 1e-15);
});

Deno.test("both are 1 when all is right and -1 when two even classes are swapped", () => {
  for (const measure of [cohenKappa, matthewsCorrelation]) {
    assertEquals(measure(matrixOf(4, 0, 0, 4)), 1);
    assertEquals(measure(matrixOf(0, 4, 4, 0)), -1);
  }
});

Deno.test("both are 0 where they are 0/0", () => {
  for (const measure of [cohenKappa, matthewsCorrelation]) {
    assertEquals(measure(matrixOf(0, 0, 0, 0)), 0);
    assertEquals(measure(matrixOf(4, 0, 0, 0)), 0);
  }
  assertEquals(matthewsCorrelation(matrixOf(3, 0, 2, 0)), 0);
});
