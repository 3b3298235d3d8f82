import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { evaluatePredictions, evaluationMetrics } from "../../lib/evaluation/evaluate.ts";
import { crossEntropies } from "../../lib/evaluation/cross_entropy.ts";
import { trueProbabilities } from "../../lib/evaluation/predictions.ts";
import { summarizeRun } from "../../lib/evaluation/run_summary.ts";
import { createRandom } from "../../lib/random.ts";
import { goldenPredictions } from "./testdata/golden_predictions.ts";

Deno.test("summarizeRun() gives the figures of metrics.json with intervals around them", () => {
  const predictions = goldenPredictions();
  const summary = summarizeRun({ name: "golden", predictions }, createRandom(1), 400);
  const metrics = evaluationMetrics(evaluatePredictions(predictions));
  assertEquals([summary.name, summary.images], ["golden", 4000]);
  assertEquals(summary.accuracy.value, metrics.accuracy);
  assertEquals(summary.accuracy.interval, metrics.accuracyInterval);
  assertAlmostEquals(summary.loss.value, metrics.loss, 1e-12);
  assertEquals(summary.macroF1.value, metrics.macroF1);
  for (const { value, interval } of [summary.loss, summary.macroF1]) {
    assert(interval.low < value && value < interval.high);
  }
});

Deno.test("summarizeRun() bootstraps the loss to its standard error", () => {
  const predictions = goldenPredictions();
  const { loss } = summarizeRun({ name: "golden", predictions }, createRandom(2), 2000);
  const losses = crossEntropies(trueProbabilities(predictions));
  const squares = losses.reduce((sum, value) => sum + (value - loss.value) ** 2, 0);
  const halfWidth = 1.96 * Math.sqrt(squares / losses.length / losses.length);
  // 2,000 resamples know the interval's ends to about 6 % of its half width.
  assertAlmostEquals(loss.interval.low, loss.value - halfWidth, 0.12 * halfWidth);
  assertAlmostEquals(loss.interval.high, loss.value + halfWidth, 0.12 * halfWidth);
});

Deno.test("summarizeRun() refuses unsound predictions", () => {
  const predictions = { ...goldenPredictions(), labels: Uint8Array.of() };
  assertThrows(
    () => summarizeRun({ name: "empty", predictions }, createRandom(0)),
    RangeError,
    "at least 1 image",
  );
});
