import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { evaluationMetrics } from "../../lib/evaluation/evaluation_metrics.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

Deno.test("evaluationMetrics() gathers the golden values under the keys of metrics.json", () => {
  const metrics = evaluationMetrics(goldenPredictions());
  const expected = {
    loss: golden.kerasCrossEntropy,
    accuracy: golden.accuracy,
    top2Accuracy: golden.topKAccuracy["2"],
    top5Accuracy: golden.topKAccuracy["5"],
    macroPrecision: golden.macro.precision,
    macroRecall: golden.macro.recall,
    macroF1: golden.macro.f1,
    weightedF1: golden.weighted.f1,
    microF1: golden.micro.f1,
    balancedAccuracy: golden.balancedAccuracy,
    cohenKappa: golden.cohenKappa,
    matthewsCorrelation: golden.matthewsCorrelation,
    expectedCalibrationError: golden.reliability["15"].error,
    groupedAccuracy: golden.groups.groupedAccuracy,
  };
  for (const [name, value] of Object.entries(expected)) {
    assertAlmostEquals(
      Number(Object.entries(metrics).find(([key]) => key === name)?.[1]),
      value,
      1e-6,
    );
  }
  const [interval] = golden.wilson;
  assertAlmostEquals(metrics.accuracyInterval.low, interval.low, 1e-12);
  assertAlmostEquals(metrics.accuracyInterval.high, interval.high, 1e-12);
  assertEquals(
    metrics.groups.map((group) => group.join("")).sort(),
    golden.groups.atThreshold["0.05"],
  );
  assertEquals(metrics.perClass.length, 47);
});

Deno.test("evaluationMetrics() survives JSON", () => {
  const metrics = evaluationMetrics(goldenPredictions());
  assertEquals(JSON.parse(JSON.stringify(metrics)), metrics);
});

Deno.test("evaluationMetrics() of a single right image has no 0/0 left in it", () => {
  const metrics = evaluationMetrics({
    labels: Uint8Array.of(0),
    probabilities: Float32Array.of(1, 0, 0),
    characters: ["a", "b", "c"],
  });
  assertEquals([metrics.accuracy, metrics.top5Accuracy, metrics.cohenKappa], [1, 1, 0]);
  assert(!JSON.stringify(metrics).includes("null"));
});

Deno.test("evaluationMetrics() refuses what a diverged model answers", () => {
  const { labels, characters } = goldenPredictions();
  const probabilities = new Float32Array(labels.length * characters.length).fill(NaN);
  assertThrows(
    () => evaluationMetrics({ labels, probabilities, characters }),
    RangeError,
    "found NaN for image 0",
  );
});
