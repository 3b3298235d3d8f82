import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  confusionMatrixOf,
  symmetricConfusionRates,
} from "../../lib/evaluation/confusion_matrix.ts";
import { createSimilarityTree, type SimilarityNode } from "../../lib/evaluation/similarity_tree.ts";
import { goldenPredictions } from "./testdata/golden_predictions.ts";

import golden from "./testdata/golden_metrics.json" with { type: "json" };

function mergeSimilarities(node: SimilarityNode): number[] {
  if (node.children.length === 0) return [];
  return [...node.children.flatMap(mergeSimilarities), node.similarity];
}

Deno.test("createSimilarityTree() merges at the similarities that SciPy's average linkage does", () => {
  const matrix = confusionMatrixOf(goldenPredictions());
  const tree = createSimilarityTree(symmetricConfusionRates(matrix), matrix.characters.length);
  const merges = mergeSimilarities(tree).sort((first, second) => second - first);
  assertEquals(merges.length, golden.groups.mergeSimilarities.length);
  for (const [index, similarity] of merges.entries()) {
    assertAlmostEquals(similarity, golden.groups.mergeSimilarities[index], 1e-12);
  }
});

Deno.test("createSimilarityTree() worked out by hand, with look-alikes touching", () => {
  // 0 and 2 merge at 0.8; 1 joins them at (0.1 + 0.5) / 2 and touches 2, its nearer look-alike.
  const similarities = Float64Array.of(0, 0.1, 0.8, 0.1, 0, 0.5, 0.8, 0.5, 0);
  const tree = createSimilarityTree(similarities, 3);
  assertEquals(tree.similarity, 0.3);
  assertEquals(tree.classes, [0, 2, 1]);
  assertEquals(tree.children.map(({ classes }) => classes), [[0, 2], [1]]);
  assertEquals(tree.children[0].similarity, 0.8);
});

Deno.test("createSimilarityTree() keeps class order where nothing is alike", () => {
  assertEquals(createSimilarityTree(new Float64Array(16), 4).classes, [0, 1, 2, 3]);
  const one = createSimilarityTree(new Float64Array(1), 1);
  assertEquals(one, { classes: [0], similarity: 1, children: [] });
});

Deno.test("createSimilarityTree() throws without classes or when the sizes do not fit", () => {
  assertThrows(() => createSimilarityTree(new Float64Array(0), 0), RangeError, "found 0");
  assertThrows(() => createSimilarityTree(new Float64Array(5), 2), TypeError, "2 x 2");
});
