import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { evaluatePredictions, evaluationMetrics } from "../../lib/evaluation/evaluate.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

Deno.test("evaluationMetrics() gathers the golden values under the keys of metrics.json", () => {
  const metrics = evaluationMetrics(evaluatePredictions(goldenPredictions()));
  const pairs: [number, number][] = [
    [metrics.loss, golden.kerasCrossEntropy],
    [metrics.accuracy, golden.accuracy],
    [metrics.top2Accuracy, golden.topKAccuracy["2"]],
    [metrics.top5Accuracy, golden.topKAccuracy["5"]],
    [metrics.macroPrecision, golden.macro.precision],
    [metrics.macroF1, golden.macro.f1],
    [metrics.weightedF1, golden.weighted.f1],
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
  const metrics = evaluationMetrics(evaluatePredictions(goldenPredictions()));
  assertEquals(JSON.parse(JSON.stringify(metrics)), metrics);
});

Deno.test("evaluationMetrics() of a single right image has no 0/0 left in it", () => {
  const metrics = evaluationMetrics(evaluatePredictions({
    labels: Uint8Array.of(0),
    probabilities: Float32Array.of(1, 0, 0),
    characters: ["a", "b", "c"],
  }));
  assertEquals([metrics.accuracy, metrics.top5Accuracy, metrics.cohenKappa], [1, 1, 0]);
  assert(!JSON.stringify(metrics).includes("null"));
});

Deno.test("evaluatePredictions() refuses what a diverged model answers", () => {
  const { labels, characters } = goldenPredictions();
  const probabilities = new Float32Array(labels.length * characters.length).fill(NaN);
  assertThrows(
    () => evaluatePredictions({ labels, probabilities, characters }),
    RangeError,
    "found NaN for image 0",
  );
});

Deno.test("evaluatePredictions() means over the classes that have images", () => {
  // Of ten classes three occur: 4 images of each, one 1 read as a 7.
  const labels = Uint8Array.from({ length: 12 }, (_, image) => Math.floor(image / 4));
  const probabilities = new Float32Array(120);
  labels.forEach((label, image) => probabilities[image * 10 + (image === 5 ? 7 : label)] = 1);
  const evaluation = evaluatePredictions({ labels, probabilities, characters: [..."0123456789"] });
  const { measures, occurring, classes } = evaluation;
  assertEquals(occurring.map(({ character }) => character), ["0", "1", "2"]);
  assertEquals(classes.length, 10);
  assertAlmostEquals(measures.accuracy, 11 / 12, 1e-12);
  // sklearn.metrics.f1_score(true, predicted, labels=[0, 1, 2], average="macro")
  assertAlmostEquals(measures.macroF1, (1 + 6 / 7 + 1) / 3, 1e-12);
  assertAlmostEquals(measures.balancedAccuracy, (1 + 0.75 + 1) / 3, 1e-12);
});

Deno.test("evaluatePredictions() counts the errors within groups, 0 without errors", () => {
  const { images, errors, groups, groupedErrors } = evaluatePredictions(goldenPredictions());
  assertEquals([images, groupedErrors], [
    4000,
    groups.reduce((sum, { errors }) => sum + errors, 0),
  ]);
  assert(0 < groupedErrors && groupedErrors < errors);
  const right = evaluatePredictions({
    labels: Uint8Array.of(0, 1),
    probabilities: Float32Array.of(1, 0, 0, 1),
    characters: ["a", "b"],
  });
  assertEquals([right.errors, right.groupedErrors, right.groups.length], [0, 0, 0]);
});
