import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { predictedClasses } from "../../lib/evaluation/predictions.ts";
import {
  applyTemperature,
  fitTemperature,
  logProbabilities,
  TEMPERATURE_BOUNDS,
} from "../../lib/evaluation/temperature_scaling.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

Deno.test("fitTemperature() finds the temperature that SciPy's minimiser finds", () => {
  const predictions = goldenPredictions();
  const { labels } = predictions;
  const fit = fitTemperature({ labels, logProbabilities: logProbabilities(predictions) });
  // The minimiser compares losses, so it knows the place of the minimum to half of their digits.
  assertAlmostEquals(fit.temperature, golden.temperature.temperature, 1e-6);
  assertAlmostEquals(fit.lossBefore, golden.temperature.lossBefore, 1e-9);
  assertAlmostEquals(fit.lossAfter, golden.temperature.lossAfter, 1e-9);
});

Deno.test("applyTemperature() is the softmax of the divided log-probabilities", () => {
  const predictions = goldenPredictions();
  const classes = predictions.characters.length;
  const firstRows = logProbabilities(predictions).subarray(0, 3 * classes);
  const scaled = applyTemperature(firstRows, classes, golden.temperature.temperature);
  for (const [index, expected] of golden.temperature.firstRows.flat().entries()) {
    assertAlmostEquals(scaled[index], expected, 1e-7);
  }
});

Deno.test("applyTemperature() changes no prediction, and nothing at temperature 1", () => {
  const predictions = goldenPredictions();
  const classes = predictions.characters.length;
  const logs = logProbabilities(predictions);
  for (const temperature of [0.5, 3]) {
    const probabilities = applyTemperature(logs, classes, temperature);
    assertEquals(
      predictedClasses({ ...predictions, probabilities }),
      predictedClasses(predictions),
    );
  }
  for (const [index, probability] of applyTemperature(logs, classes, 1).entries()) {
    assertAlmostEquals(probability, predictions.probabilities[index], 1e-6);
  }
});

Deno.test("fitTemperature() recovers the temperature that predictions were distorted with", () => {
  // 3 of 4 right where the model says 3 to 1: honest. At temperature 1/2 it says 9 to 1.
  const logs = Float32Array.from([0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1], Math.log);
  const fit = fitTemperature({ labels: Uint8Array.of(0, 0, 0, 1), logProbabilities: logs });
  assertAlmostEquals(fit.temperature, 2, 1e-6);
  assert(fit.lossAfter < fit.lossBefore);
});

Deno.test("fitTemperature() stops at its bounds where the best temperature is 0 or infinite", () => {
  const logs = Float32Array.from([0.9, 0.1, 0.9, 0.1], Math.log);
  const [lowest, highest] = TEMPERATURE_BOUNDS;
  const allRight = fitTemperature({ labels: Uint8Array.of(0, 0), logProbabilities: logs });
  assertAlmostEquals(allRight.temperature, lowest, 1e-9);
  const allWrong = fitTemperature({ labels: Uint8Array.of(1, 1), logProbabilities: logs });
  assertAlmostEquals(allWrong.temperature, highest, 1e-9);
  const uniform = fitTemperature({
    labels: Uint8Array.of(0, 1),
    logProbabilities: new Float32Array(4).fill(Math.log(0.5)),
  });
  assertAlmostEquals(uniform.lossAfter, Math.log(2), 1e-7);
});

Deno.test("logProbabilities() gives a probability of 0 a finite logarithm", () => {
  const predictions = {
    labels: Uint8Array.of(0),
    probabilities: Float32Array.of(0, 1),
    characters: ["a", "b"],
  };
  const logs = logProbabilities(predictions);
  assertAlmostEquals(logs[0], -126 * Math.LN2, 1e-5);
  assertEquals(logs[1], 0);
});

Deno.test("fitTemperature() and applyTemperature() throw on unsound input", () => {
  const four = new Float32Array(4);
  assertThrows(
    () => fitTemperature({ labels: Uint8Array.of(), logProbabilities: Float32Array.of() }),
    RangeError,
    "at least 1 image",
  );
  assertThrows(
    () => fitTemperature({ labels: Uint8Array.of(0, 0, 0), logProbabilities: four }),
    TypeError,
    "each of 3 images but found 4",
  );
  assertThrows(
    () => fitTemperature({ labels: Uint8Array.of(0, 2), logProbabilities: four }),
    RangeError,
    "from 0 to 1 but found 2",
  );
  assertThrows(
    () => fitTemperature({ labels: Uint8Array.of(0), logProbabilities: four.fill(-Infinity) }),
    RangeError,
    "found -Infinity",
  );
  assertThrows(() => applyTemperature(four, 2, 0), RangeError, "above 0 but found 0");
});
