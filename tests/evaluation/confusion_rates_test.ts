import { assertAlmostEquals, assertEquals } from "@std/assert";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { rowRates, symmetricConfusionRates } from "../../lib/evaluation/confusion_rates.ts";
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

Deno.test("symmetricConfusionRates() means both directions whatever the classes' sizes", () => {
  const matrix = {
    counts: Uint32Array.of(300, 100, 0, 3, 1, 0, 0, 0, 0),
    characters: ["a", "b", "absent"],
  };
  assertEquals(
    symmetricConfusionRates(matrix),
    Float64Array.of(0, (0.25 + 0.75) / 2, 0, 0.5, 0, 0, 0, 0, 0),
  );
});
