import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { predictedClasses } from "../../lib/evaluation/predictions.ts";
import { topKAccuracy, topKClasses, trueRanks } from "../../lib/evaluation/top_k.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

/** All probabilities of the second image are equal. */
const TWO_IMAGES = {
  labels: Uint8Array.of(2, 3),
  probabilities: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.25, 0.25, 0.25, 0.25),
  characters: ["a", "b", "c", "d"],
};

Deno.test("trueRanks() counts the classes ahead and ranks equals by class", () => {
  assertEquals(trueRanks(TWO_IMAGES), Uint8Array.of(2, 4));
});

Deno.test("topKClasses() lists the best first and equals by class", () => {
  assertEquals(topKClasses(TWO_IMAGES, 3), Uint8Array.of(3, 2, 1, 0, 1, 2));
});

Deno.test("topKAccuracy() agrees with scikit-learn", () => {
  const predictions = goldenPredictions();
  for (const [k, accuracy] of Object.entries(golden.topKAccuracy)) {
    assertAlmostEquals(topKAccuracy(predictions, Number(k)), accuracy, 1e-15);
  }
});

Deno.test("topKAccuracy() is 1 from as many guesses as classes on, and 0 of no image", () => {
  assertEquals([4, 5].map((k) => topKAccuracy(TWO_IMAGES, k)), [1, 1]);
  const none = { ...TWO_IMAGES, labels: Uint8Array.of(), probabilities: Float32Array.of() };
  assertEquals(topKAccuracy(none, 1), 0);
});

Deno.test("topKClasses() agrees with a full sort of every row", () => {
  const predictions = goldenPredictions();
  const classes = predictions.characters.length;
  const best = topKClasses(predictions, 5);
  for (const image of predictions.labels.keys()) {
    const row = predictions.probabilities.subarray(image * classes, (image + 1) * classes);
    const sorted = [...row.keys()].sort((first, second) =>
      row[second] - row[first] || first - second
    );
    assertEquals([...best.subarray(image * 5, image * 5 + 5)], sorted.slice(0, 5));
  }
  assertEquals(topKClasses(predictions, 1), predictedClasses(predictions));
});

Deno.test("topKAccuracy() and topKClasses() throw when k makes no sense", () => {
  for (const k of [0, -1, 1.5, NaN]) {
    assertThrows(() => topKAccuracy(TWO_IMAGES, k), RangeError, `but found ${k}`);
    assertThrows(() => topKClasses(TWO_IMAGES, k), RangeError, `but found ${k}`);
  }
  assertThrows(() => topKClasses(TWO_IMAGES, 5), RangeError, "from 1 to 4 but found 5");
});
