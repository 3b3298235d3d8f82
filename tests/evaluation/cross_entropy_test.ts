import { assertAlmostEquals, assertEquals } from "@std/assert";
import { crossEntropies, crossEntropy } from "../../lib/evaluation/cross_entropy.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

Deno.test("crossEntropy() agrees with Keras's categorical cross-entropy", () => {
  // Keras computes in float32.
  assertAlmostEquals(crossEntropy(goldenPredictions()), golden.kerasCrossEntropy, 1e-6);
});

Deno.test("crossEntropies() clips as Keras does", () => {
  const [right, half, wrong] = crossEntropies(Float32Array.of(1, 0.5, 0));
  assertAlmostEquals(right, 1e-7, 1e-13);
  assertAlmostEquals(half, Math.LN2, 1e-15);
  assertAlmostEquals(wrong, 7 * Math.LN10, 1e-12);
});

Deno.test("crossEntropy() of no image is 0", () => {
  const none = { labels: Uint8Array.of(), probabilities: Float32Array.of(), characters: ["a"] };
  assertEquals(crossEntropy(none), 0);
});
