import { assertAlmostEquals, assertEquals } from "@std/assert";
import { confusionMatrixOf, errorCount } from "../../lib/evaluation/confusion_matrix.ts";
import { topConfusionPairs, topConfusions } from "../../lib/evaluation/top_confusions.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

/** 4 is read as 9 twice, 9 as 4 three times, 9 as q three times, q as 9 never. */
const MATRIX = {
  counts: Uint32Array.of(8, 2, 0, 3, 14, 3, 0, 0, 4),
  characters: ["4", "9", "q"],
};

Deno.test("topConfusions() lists directed errors by count and then by rate", () => {
  assertEquals(topConfusions(MATRIX), [
    {
      trueClass: 1,
      trueCharacter: "9",
      predictedClass: 0,
      predictedCharacter: "4",
      count: 3,
      rate: 3 / 20,
      shareOfErrors: 3 / 8,
    },
    {
      trueClass: 1,
      trueCharacter: "9",
      predictedClass: 2,
      predictedCharacter: "q",
      count: 3,
      rate: 3 / 20,
      shareOfErrors: 3 / 8,
    },
    {
      trueClass: 0,
      trueCharacter: "4",
      predictedClass: 1,
      predictedCharacter: "9",
      count: 2,
      rate: 2 / 10,
      shareOfErrors: 2 / 8,
    },
  ]);
});

Deno.test("topConfusionPairs() adds both directions and means their rates", () => {
  const [first, second, ...others] = topConfusionPairs(MATRIX);
  assertEquals([first.characters, first.classes, first.count], [["4", "9"], [0, 1], 5]);
  assertAlmostEquals(first.rate, (2 / 10 + 3 / 20) / 2, 1e-15);
  assertEquals(first.shareOfErrors, 5 / 8);
  assertEquals([second.characters, second.count], [["9", "q"], 3]);
  assertEquals(others, []);
});

Deno.test("the limit cuts the lists, and a matrix without errors gives none", () => {
  assertEquals(topConfusions(MATRIX, 1).length, 1);
  assertEquals(topConfusionPairs(MATRIX, 1).length, 1);
  const right = { counts: Uint32Array.of(5, 0, 0, 5), characters: ["a", "b"] };
  assertEquals([topConfusions(right), topConfusionPairs(right)], [[], []]);
});

Deno.test("topConfusions() and topConfusionPairs() list what scikit-learn's matrix holds", () => {
  const matrix = confusionMatrixOf(goldenPredictions());
  const directed = topConfusions(matrix, 10);
  const symmetric = topConfusionPairs(matrix, 10);
  assertEquals(
    directed.map((entry) => [entry.trueCharacter + entry.predictedCharacter, entry.count]),
    golden.topConfusions.map(([characters, count]) => [characters, count]),
  );
  assertEquals(
    symmetric.map(({ characters, count }) => [characters.join(""), count]),
    golden.topConfusionPairs.map(([characters, count]) => [characters, count]),
  );
  for (const [index, { rate }] of symmetric.entries()) {
    assertAlmostEquals(rate, Number(golden.topConfusionPairs[index][2]), 1e-15);
  }
});

Deno.test("directed and symmetric confusions each account for every error", () => {
  const matrix = confusionMatrixOf(goldenPredictions());
  for (const list of [topConfusions(matrix), topConfusionPairs(matrix)]) {
    assertEquals(list.reduce((sum, { count }) => sum + count, 0), errorCount(matrix));
    assertAlmostEquals(list.reduce((sum, entry) => sum + entry.shareOfErrors, 0), 1, 1e-12);
    const ordered = list.every(({ count }, index) => index === 0 || count <= list[index - 1].count);
    assertEquals(ordered, true);
  }
});
