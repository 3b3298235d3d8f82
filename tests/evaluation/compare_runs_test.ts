import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { checkSameImages, classMoves, compareRuns } from "../../lib/evaluation/compare_runs.ts";
import { crossEntropy } from "../../lib/evaluation/cross_entropy.ts";
import type { Predictions } from "../../lib/evaluation/predictions.ts";
import { atTemperature } from "../../lib/evaluation/temperature_scaling.ts";
import { createRandom } from "../../lib/random.ts";
import { goldenPredictions } from "./testdata/golden_predictions.ts";

const GOLDEN = { name: "golden", predictions: goldenPredictions() };

/** The golden run with the rows of every image from `start` on made sure and right. */
function improvedFrom(start: number) {
  const { labels, probabilities, characters } = GOLDEN.predictions;
  const classes = characters.length;
  const improved = probabilities.slice();
  for (let image = start; image < labels.length; image++) {
    improved.fill(0, image * classes, (image + 1) * classes);
    improved[image * classes + labels[image]] = 1;
  }
  return {
    name: `right from ${start}`,
    predictions: { ...GOLDEN.predictions, probabilities: improved },
  };
}

Deno.test("compareRuns() finds a run significantly better than the baseline", () => {
  const { runs, differences } = compareRuns([GOLDEN, improvedFrom(3000)], createRandom(3), 500);
  const [baseline, better] = runs;
  const [difference] = differences;
  assertEquals([difference.baseline, difference.name], ["golden", "right from 3000"]);
  const gain = better.accuracy.value - baseline.accuracy.value;
  assertAlmostEquals(difference.accuracy.difference, gain, 1e-12);
  assertEquals(difference.mcnemar.onlyFirst, 0);
  assertEquals(difference.mcnemar.onlySecond, Math.round(gain * 4000));
  assert(difference.significant && difference.accuracy.interval.low > 0);
  assert(difference.loss.difference < 0 && difference.loss.interval.high < 0);
  assert(difference.classes[0].recallChange > 0);
});

Deno.test("compareRuns() tells a better calibrated run from a more accurate one", () => {
  const predictions = GOLDEN.predictions;
  const { probabilities } = atTemperature(predictions, 1.5);
  const scaled = { name: "scaled", predictions: { ...predictions, probabilities } };
  const { differences: [difference] } = compareRuns([GOLDEN, scaled], createRandom(4), 500);
  assertEquals(difference.accuracy, { difference: 0, interval: { low: 0, high: 0 }, pValue: 1 });
  assertEquals([difference.mcnemar.pValue, difference.significant], [1, false]);
  const expected = crossEntropy(scaled.predictions) - crossEntropy(predictions);
  assertAlmostEquals(difference.loss.difference, expected, 1e-12);
  assert(difference.loss.pValue < 0.01);
  assert(difference.classes.every(({ gained, lost }) => gained === 0 && lost === 0));
});

Deno.test("compareRuns() adjusts for the number of runs and keeps their order", () => {
  const runs = [GOLDEN, improvedFrom(3990), improvedFrom(3970), GOLDEN];
  const comparison = compareRuns(runs, createRandom(5), 100);
  assertEquals(comparison.runs.map(({ name }) => name), runs.map(({ name }) => name));
  const [few, more, same] = comparison.differences;
  assertEquals([same.mcnemar.pValue, same.adjustedPValue], [1, 1]);
  assertAlmostEquals(more.adjustedPValue, 3 * more.mcnemar.pValue, 1e-15);
  assertAlmostEquals(few.adjustedPValue, Math.min(1, 2 * few.mcnemar.pValue), 1e-15);
});

Deno.test("compareRuns() summarizes a single run and refuses none", () => {
  const { runs, differences } = compareRuns([GOLDEN], createRandom(6), 50);
  assertEquals([runs.length, differences], [1, []]);
  assertThrows(() => compareRuns([], createRandom(6)), RangeError, "found 0");
});

Deno.test("checkSameImages() names the first thing that differs", () => {
  const { predictions } = GOLDEN;
  const { labels, characters } = predictions;
  const other = (change: Partial<typeof predictions>) => ({
    name: "other",
    predictions: { ...predictions, ...change },
  });
  checkSameImages(GOLDEN, other({}));
  assertThrows(
    () => checkSameImages(GOLDEN, other({ characters: characters.toReversed() })),
    RangeError,
    `Cannot compare "other" with "golden": expected the classes 0 1 2`,
  );
  assertThrows(
    () => checkSameImages(GOLDEN, other({ labels: labels.slice(1) })),
    RangeError,
    "expected 4000 images but found 3999",
  );
  const changed = labels.slice();
  changed[12] = (labels[12] + 1) % 47;
  assertThrows(
    () => checkSameImages(GOLDEN, other({ labels: changed })),
    RangeError,
    `expected a "${characters[labels[12]]}" as image 12 but found a "${characters[changed[12]]}"`,
  );
});

/** Predictions that are sure of one class an image. */
function sureOf(labels: readonly number[], predicted: readonly number[]): Predictions {
  const row = (chosen: number) => [0, 1, 2].map((index) => index === chosen ? 1 : 0);
  return {
    labels: Uint8Array.from(labels),
    probabilities: Float32Array.from(predicted.flatMap(row)),
    characters: ["0", "O", "Q"],
  };
}

/** Eight images of 0 and four of O; the second run reads six 0s more and one O fewer rightly. */
const LABELS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1];
const FIRST = sureOf(LABELS, [1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0]);
const SECOND = sureOf(LABELS, [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0]);

Deno.test("classMoves() says what each class gained and lost, the largest move first", () => {
  const [zero, letter, absent] = classMoves(FIRST, SECOND);
  assertEquals([zero.character, zero.support, zero.gained, zero.lost], ["0", 8, 6, 0]);
  assertEquals([zero.firstRecall, zero.secondRecall, zero.recallChange], [1 / 8, 7 / 8, 6 / 8]);
  assertEquals([letter.character, letter.gained, letter.lost], ["O", 0, 1]);
  assertEquals(letter.recallChange, -1 / 4);
  // Of O, 3 of 10 predicted were right among 4; then 2 of 3.
  assertAlmostEquals(letter.firstF1, 6 / 14, 1e-15);
  assertAlmostEquals(letter.secondF1, 4 / 7, 1e-15);
  assertAlmostEquals(letter.f1Change, 1 / 7, 1e-15);
  assertEquals([absent.character, absent.support, absent.recallChange], ["Q", 0, 0]);
});

Deno.test("classMoves() adjusts the p-values over all classes", () => {
  const [zero, letter, absent] = classMoves(FIRST, SECOND);
  // Six against none is 2/64, times three classes.
  assertAlmostEquals(zero.adjustedPValue, 6 / 64, 1e-15);
  assertEquals([letter.adjustedPValue, absent.adjustedPValue], [1, 1]);
});
