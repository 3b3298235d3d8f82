import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { evaluationMetrics } from "../../lib/evaluation/evaluation_metrics.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

Deno.test("evaluationMetrics() gathers the golden values under the keys of metrics.json", () => {
  const metrics = evaluationMetrics(goldenPredictions());
  const pairs: [number, number][] = [
    [metrics.loss, golden.kerasCrossEntropy],
    [metrics.accuracy, golden.accuracy],
    [metrics.top2Accuracy, golden.topKAccuracy["2"]],
    [metrics.top5Accuracy, golden.topKAccuracy["5"]],
    [metrics.macroPrecision, golden.macro.precision],
    [metrics.macroRecall, golden.macro.recall],
    [metrics.macroF1, golden.macro.f1],
    [metrics.weightedF1, golden.weighted.f1],
    [metrics.microF1, golden.micro.f1],
    [metrics.balancedAccuracy, golden.balancedAccuracy],
    [metrics.cohenKappa, golden.cohenKappa],
    [metrics.matthewsCorrelation, golden.matthewsCorrelation],
    [metrics.expectedCalibrationError, golden.reliability["15"].error],
    [metrics.groupedAccuracy, golden.groups.groupedAccuracy],
  ];
  for (const [actual, expected] of pairs) assertAlmostEquals(actual, expected, 1e-6);
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

Deno.test("evaluationMetrics() of a Balanced test split, 18,800 images, takes under 2 seconds", () => {
  const { labels, probabilities, characters } = goldenPredictions();
  const images = 18_800;
  const repeated = {
    labels: Uint8Array.from({ length: images }, (_, image) => labels[image % labels.length]),
    probabilities: Float32Array.from(
      { length: images * characters.length },
      (_, cell) => probabilities[cell % probabilities.length],
    ),
    characters,
  };
  const start = performance.now();
  evaluationMetrics(repeated);
  // About 0.1 s on an idle machine: the bound leaves room for a busy one.
  assert(performance.now() - start < 2000);
});
