import { assertEquals, assertThrows } from "@std/assert";
import {
  checkPredictions,
  confidences,
  correctness,
  predictedClasses,
  type Predictions,
  trueProbabilities,
} from "../../lib/evaluation/predictions.ts";
import { sha256OfBytes } from "../../lib/machine/sha256.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

/** Right, wrong, and a tie between the first and the last class. */
const THREE_IMAGES: Predictions = {
  labels: Uint8Array.of(1, 0, 2),
  probabilities: Float32Array.of(0.25, 0.5, 0.25, 0.125, 0.125, 0.75, 0.5, 0, 0.5),
  characters: ["0", "O", "Q"],
};

Deno.test("goldenPredictions() gives the bytes that the golden values were computed from", () => {
  const { labels, probabilities } = goldenPredictions();
  assertEquals(sha256OfBytes(labels), golden.labelsSha256);
  const bytes = new Uint8Array(probabilities.buffer);
  assertEquals(sha256OfBytes(bytes), golden.probabilitiesSha256);
});

Deno.test("predictedClasses() takes the most probable class and the lowest of equals", () => {
  assertEquals(predictedClasses(THREE_IMAGES), Uint8Array.of(1, 2, 0));
});

Deno.test("confidences(), trueProbabilities() and correctness() belong to the same images", () => {
  assertEquals(confidences(THREE_IMAGES), Float32Array.of(0.5, 0.75, 0.5));
  assertEquals(trueProbabilities(THREE_IMAGES), Float32Array.of(0.5, 0.125, 0.5));
  assertEquals(correctness(THREE_IMAGES), Uint8Array.of(1, 0, 0));
});

Deno.test("checkPredictions() accepts sound predictions", () => {
  checkPredictions(THREE_IMAGES);
  checkPredictions(goldenPredictions());
});

Deno.test("checkPredictions() names what is unsound", () => {
  const cases: [Partial<Predictions>, typeof RangeError | typeof TypeError, string][] = [
    [{ labels: Uint8Array.of(), probabilities: Float32Array.of() }, RangeError, "at least 1 image"],
    [{ labels: Uint8Array.of(1, 0) }, TypeError, "expected 2 x 3 probabilities but found 9"],
    [{ labels: Uint8Array.of(1, 0, 3) }, RangeError, "from 0 to 2 but found 3 for image 2"],
    [{ characters: ["0", "O", "0"] }, RangeError, `found "0" twice`],
    [{ probabilities: new Float32Array(9).fill(NaN) }, RangeError, "found NaN for image 0"],
    [{ probabilities: new Float32Array(9).fill(0.5) }, RangeError, "a sum of 1.5 for image 0"],
    [
      { probabilities: Float32Array.of(0, 1, 0, 0, 1, 0, -1, 1, 1) },
      RangeError,
      "found -1 for image 2",
    ],
  ];
  for (const [change, errorClass, message] of cases) {
    assertThrows(() => checkPredictions({ ...THREE_IMAGES, ...change }), errorClass, message);
  }
});
