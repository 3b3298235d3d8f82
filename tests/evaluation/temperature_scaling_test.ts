import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { predictedClasses } from "../../lib/evaluation/predictions.ts";
import { applyTemperature, logProbabilities } from "../../lib/training/temperature.ts";
import {
  atTemperature,
  fitTemperature,
  TEMPERATURE_BOUNDS,
} from "../../lib/evaluation/temperature_scaling.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

/** Predictions of two classes, from the probability of the first. */
function ofTwo(labels: number[], first: number[]) {
  return {
    labels: Uint8Array.from(labels),
    probabilities: Float32Array.from(first.flatMap((share) => [share, 1 - share])),
    characters: ["a", "b"],
  };
}

Deno.test("fitTemperature() finds the temperature that SciPy's minimiser finds", () => {
  // The minimiser compares losses, so it knows the place of the minimum to half of their digits.
  assertAlmostEquals(fitTemperature(goldenPredictions()), golden.temperature.temperature, 1e-6);
});

Deno.test("atTemperature() is the softmax of the divided log-probabilities", () => {
  const scaled = atTemperature(goldenPredictions(), golden.temperature.temperature).probabilities;
  for (const [index, expected] of golden.temperature.firstRows.flat().entries()) {
    assertAlmostEquals(scaled[index], expected, 1e-7);
  }
});

Deno.test("atTemperature() changes no prediction, and nothing at temperature 1", () => {
  const predictions = goldenPredictions();
  for (const temperature of [0.5, 3]) {
    const scaled = atTemperature(predictions, temperature);
    assertEquals(predictedClasses(scaled), predictedClasses(predictions));
  }
  for (const [index, probability] of atTemperature(predictions, 1).probabilities.entries()) {
    assertAlmostEquals(probability, predictions.probabilities[index], 1e-6);
  }
});

Deno.test("fitTemperature() recovers the temperature that predictions were distorted with", () => {
  // 3 of 4 right where the model says 3 to 1: honest. At temperature 1/2 it says 9 to 1.
  assertAlmostEquals(fitTemperature(ofTwo([0, 0, 0, 1], [0.9, 0.9, 0.9, 0.9])), 2, 1e-6);
});

Deno.test("fitTemperature() stops at its bounds where the best temperature is 0 or infinite", () => {
  const [lowest, highest] = TEMPERATURE_BOUNDS;
  assertAlmostEquals(fitTemperature(ofTwo([0, 0], [0.9, 0.9])), lowest, 1e-9);
  assertAlmostEquals(fitTemperature(ofTwo([1, 1], [0.9, 0.9])), highest, 1e-9);
});

Deno.test("logProbabilities() gives a probability of 0 a finite logarithm", () => {
  const logs = logProbabilities(Float32Array.of(0, 1));
  assertAlmostEquals(logs[0], -126 * Math.LN2, 1e-5);
  assertEquals(logs[1], 0);
  assertEquals(Number.isFinite(fitTemperature(ofTwo([0, 1], [0, 1]))), true);
});

Deno.test("fitTemperature() and applyTemperature() throw on unsound input", () => {
  assertThrows(() => fitTemperature(ofTwo([], [])), RangeError, "at least 1 image");
  assertThrows(() => applyTemperature(new Float32Array(4), 2, 0), RangeError, "found 0");
});
