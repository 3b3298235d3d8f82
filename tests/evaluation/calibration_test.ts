import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  confidenceHistogram,
  expectedCalibrationError,
  reliabilityBins,
} from "../../lib/evaluation/calibration.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

/** Confidences 0.5 (right), 0.75 (right), 0.75 (wrong) and 1 (right). */
const FOUR_IMAGES = {
  labels: Uint8Array.of(0, 1, 1, 0),
  probabilities: Float32Array.of(0.5, 0.5, 0.25, 0.75, 0.75, 0.25, 1, 0),
  characters: ["a", "b"],
};

Deno.test("reliabilityBins() puts a confidence on an edge into the bin below", () => {
  const [low, middle, high, highest] = reliabilityBins(FOUR_IMAGES, 4);
  assertEquals(low, { low: 0, high: 0.25, count: 0, meanConfidence: null, accuracy: null });
  assertEquals(middle, { low: 0.25, high: 0.5, count: 1, meanConfidence: 0.5, accuracy: 1 });
  assertEquals(high, { low: 0.5, high: 0.75, count: 2, meanConfidence: 0.75, accuracy: 0.5 });
  assertEquals(highest, { low: 0.75, high: 1, count: 1, meanConfidence: 1, accuracy: 1 });
});

Deno.test("expectedCalibrationError() weighs each bin's gap by its images", () => {
  const error = expectedCalibrationError(reliabilityBins(FOUR_IMAGES, 4));
  assertAlmostEquals(error, 1 / 4 * 0.5 + 2 / 4 * 0.25 + 0, 1e-15);
  assertEquals(expectedCalibrationError([]), 0);
});

Deno.test("reliabilityBins() and expectedCalibrationError() agree with scikit-learn", () => {
  const predictions = goldenPredictions();
  for (const [binCount, expected] of Object.entries(golden.reliability)) {
    const bins = reliabilityBins(predictions, Number(binCount));
    assertEquals(bins.map(({ count }) => count), expected.counts);
    const filled = bins.filter(({ count }) => count > 0);
    for (const [index, { accuracy, meanConfidence }] of filled.entries()) {
      assertAlmostEquals(accuracy ?? NaN, expected.accuracy[index], 1e-12);
      // NumPy sums these confidences in float32.
      assertAlmostEquals(meanConfidence ?? NaN, expected.meanConfidence[index], 1e-6);
    }
    assertAlmostEquals(expectedCalibrationError(bins), expected.error, 1e-6);
  }
});

Deno.test("reliabilityBins() throws without a bin", () => {
  for (const binCount of [0, 2.5, NaN]) {
    assertThrows(
      () => reliabilityBins(FOUR_IMAGES, binCount),
      RangeError,
      `but found ${binCount}`,
    );
  }
});

Deno.test("confidenceHistogram() counts right and wrong apart, edges in the bin below", () => {
  // Right at 0.5 and 1, wrong at 0.75.
  const predictions = {
    labels: Uint8Array.of(0, 0, 0),
    probabilities: Float32Array.of(0.5, 0.5, 1, 0, 0.25, 0.75),
    characters: ["a", "b"],
  };
  assertEquals(confidenceHistogram(predictions, 4), [
    { correct: false, low: 0.5, high: 0.75, count: 1 },
    { correct: true, low: 0.25, high: 0.5, count: 1 },
    { correct: true, low: 0.75, high: 1, count: 1 },
  ]);
  assertThrows(() => confidenceHistogram(predictions, 0), RangeError, "but found 0");
});

Deno.test("confidenceHistogram() counts what reliabilityBins() counts", () => {
  const predictions = goldenPredictions();
  const bars = confidenceHistogram(predictions, 15);
  for (const { low, count } of reliabilityBins(predictions, 15)) {
    const counts = bars.filter((bar) => bar.low === low).map((bar) => bar.count);
    assertEquals(counts.reduce((sum, value) => sum + value, 0), count);
  }
});
