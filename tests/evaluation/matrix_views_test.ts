import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { reorderClasses, rowRates, withoutDiagonal } from "../../lib/evaluation/matrix_views.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

const MATRIX = {
  counts: Uint32Array.of(6, 2, 0, 1, 3, 0, 0, 0, 0),
  characters: ["a", "b", "c"],
};

Deno.test("rowRates() divides by the row's sum and leaves the row of an absent class 0", () => {
  assertEquals(rowRates(MATRIX), Float64Array.of(0.75, 0.25, 0, 0.25, 0.75, 0, 0, 0, 0));
});

Deno.test("rowRates() has scikit-learn's recalls on its diagonal", () => {
  const matrix = confusionMatrixOf(goldenPredictions());
  const rates = rowRates(matrix);
  for (const [index, recall] of golden.perClass.recall.entries()) {
    assertAlmostEquals(rates[index * matrix.characters.length + index], recall, 1e-15);
  }
});

Deno.test("withoutDiagonal() keeps the errors and the original", () => {
  assertEquals(withoutDiagonal(MATRIX).counts, Uint32Array.of(0, 2, 0, 1, 0, 0, 0, 0, 0));
  assertEquals(MATRIX.counts[0], 6);
});

Deno.test("reorderClasses() moves rows, columns and characters together", () => {
  const reordered = reorderClasses(MATRIX, [2, 1, 0]);
  assertEquals(reordered.counts, Uint32Array.of(0, 0, 0, 0, 3, 1, 0, 2, 6));
  assertEquals(reordered.characters, ["c", "b", "a"]);
});

Deno.test("reorderClasses() throws unless each class occurs once", () => {
  for (const order of [[0, 1], [0, 1, 1], [0, 1, 3], [0, 1, 2, 2], [0, 1, 0.5]]) {
    assertThrows(() => reorderClasses(MATRIX, order), RangeError, `found ${order.join(", ")}`);
  }
});
