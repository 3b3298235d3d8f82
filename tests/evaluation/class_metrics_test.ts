import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  classMetrics,
  macroMean,
  type PrecisionRecallF1,
  weightedMean,
} from "../../lib/evaluation/class_metrics.ts";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

/** Class b is never predicted, class c has no images, class d has neither. */
const MATRIX = {
  counts: Uint32Array.of(3, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  characters: ["a", "b", "c", "d"],
};

/** Sums are taken in another order than NumPy's pairwise one, hence the last digits differ. */
function assertMetricsEqual(actual: PrecisionRecallF1, expected: PrecisionRecallF1): void {
  assertAlmostEquals(actual.precision, expected.precision, 1e-14);
  assertAlmostEquals(actual.recall, expected.recall, 1e-14);
  assertAlmostEquals(actual.f1, expected.f1, 1e-14);
}

Deno.test("classMetrics() gives 0 for every 0/0", () => {
  assertEquals(classMetrics(MATRIX), [
    { character: "a", precision: 3 / 5, recall: 3 / 4, f1: 6 / 9, support: 4 },
    { character: "b", precision: 0, recall: 0, f1: 0, support: 2 },
    { character: "c", precision: 0, recall: 0, f1: 0, support: 0 },
    { character: "d", precision: 0, recall: 0, f1: 0, support: 0 },
  ]);
});

Deno.test("macroMean() and weightedMean() leave classes without images out", () => {
  const classes = classMetrics(MATRIX);
  assertMetricsEqual(macroMean(classes), { precision: 0.3, recall: 0.375, f1: 1 / 3 });
  assertMetricsEqual(weightedMean(classes), { precision: 0.4, recall: 0.5, f1: 4 / 9 });
});

Deno.test("the means of no image are 0", () => {
  const empty = { counts: new Uint32Array(4), characters: ["a", "b"] };
  const zero = { precision: 0, recall: 0, f1: 0 };
  assertEquals(macroMean([]), zero);
  assertEquals(weightedMean(classMetrics(empty)), zero);
  assertEquals(macroMean(classMetrics(empty)), zero);
});

Deno.test("classMetrics() and its means agree with scikit-learn", () => {
  const matrix = confusionMatrixOf(goldenPredictions());
  const classes = classMetrics(matrix);
  for (const [index, metrics] of classes.entries()) {
    assertMetricsEqual(metrics, {
      precision: golden.perClass.precision[index],
      recall: golden.perClass.recall[index],
      f1: golden.perClass.f1[index],
    });
  }
  assertEquals(classes.map(({ support }) => support), golden.perClass.support);
  assertMetricsEqual(macroMean(classes), golden.macro);
  assertMetricsEqual(weightedMean(classes), golden.weighted);
  assertAlmostEquals(macroMean(classes).recall, golden.balancedAccuracy, 1e-14);
});
