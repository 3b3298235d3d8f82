import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { compareProbabilities } from "../../lib/exports/proof.ts";

Deno.test("compareProbabilities() gives the largest difference and both accuracies", () => {
  const compared = compareProbabilities({
    labels: Uint8Array.of(0, 1),
    exported: Float32Array.of(0.75, 0.25, 0.5, 0.5),
    own: Float32Array.of(0.75, 0.25, 0.25, 0.75),
  });
  assertEquals(compared, {
    images: 2,
    largestDifference: 0.25,
    accuracy: 0.5, // of two equal probabilities the first class counts
    networkAccuracy: 1,
  });
});

Deno.test("compareProbabilities() takes what is no number for a difference of 1", () => {
  const [exported, own] = [Float32Array.of(NaN, 1), Float32Array.of(0, 1)];
  const compared = compareProbabilities({ labels: Uint8Array.of(1), exported, own });
  assertAlmostEquals(compared.largestDifference, 1);
});

Deno.test("compareProbabilities() throws when there are more probabilities on one side", () => {
  const [exported, own] = [new Float32Array(4), new Float32Array(2)];
  assertThrows(
    () => compareProbabilities({ labels: Uint8Array.of(0), exported, own }),
    TypeError,
    "expected 2 but found 4",
  );
});
