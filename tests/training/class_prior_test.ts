/** A prior multiplies what a model says of each class, as Bayes' rule does. */

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { BALANCED_CHARACTERS } from "../../lib/datasets/splits.ts";
import { applyPrior, charactersPerClass } from "../../lib/training/class_prior.ts";

Deno.test("charactersPerClass() is 2 for the letters that balanced merges", () => {
  const weights = charactersPerClass(BALANCED_CHARACTERS);
  const merged = BALANCED_CHARACTERS.filter((_, index) => weights[index] === 2);
  assertEquals(merged.join(""), "CIJKLMOPSUVWXYZ"); // EMNIST's paper, section II
  assertEquals(weights.reduce((sum, weight) => sum + weight, 0), 62);
});

Deno.test("charactersPerClass() is 1 where nothing is merged, or all letters are", () => {
  for (const characters of ["0123456789", "ABCXYZ", "ABab"]) {
    assertEquals(charactersPerClass([...characters]), new Float32Array(characters.length).fill(1));
  }
});

Deno.test("applyPrior() follows Bayes' rule", () => {
  const adjusted = applyPrior(Float32Array.of(0.6, 0.4, 0.1, 0.9), Float32Array.of(1, 2));
  [0.6 / 1.4, 0.8 / 1.4, 0.1 / 1.9, 1.8 / 1.9].forEach((expected, index) =>
    assertAlmostEquals(adjusted[index], expected, 1e-6) // float32
  );
});

Deno.test("applyPrior() throws on shapes and weights that do not fit", () => {
  const rows = Float32Array.of(0.5, 0.5, 1);
  assertThrows(() => applyPrior(rows, Float32Array.of(1, 1)), TypeError, "rows of 2 but found 3");
  assertThrows(() => applyPrior(rows, Float32Array.of(1, 0, 1)), RangeError, "but found 0");
});
