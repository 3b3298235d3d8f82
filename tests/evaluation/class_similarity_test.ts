import { assertEquals } from "@std/assert";
import { symmetricConfusionRates } from "../../lib/evaluation/class_similarity.ts";

Deno.test("symmetricConfusionRates() means both directions whatever the classes' sizes", () => {
  const matrix = {
    counts: Uint32Array.of(300, 100, 0, 3, 1, 0, 0, 0, 0),
    characters: ["a", "b", "absent"],
  };
  assertEquals(
    symmetricConfusionRates(matrix),
    Float64Array.of(0, (0.25 + 0.75) / 2, 0, 0.5, 0, 0, 0, 0, 0),
  );
});
