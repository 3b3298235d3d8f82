import { assertAlmostEquals, assertEquals } from "@std/assert";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { topConfusionPairs } from "../../lib/evaluation/top_confusions.ts";
import { createConfusionFrame } from "../../lib/frames/confusion_frame.ts";
import { createPairFrame } from "../../lib/frames/pair_frame.ts";
import { goldenPredictions } from "../evaluation/testdata/golden_predictions.ts";

Deno.test("createPairFrame() joins both directions of a confusion", () => {
  const matrix = { counts: Uint32Array.of(6, 0, 4, 1, 9, 0, 2, 0, 8), characters: ["0", "X", "O"] };
  assertEquals(createPairFrame(createConfusionFrame(matrix)).toRecords(), [
    {
      ...{ firstClass: 0, secondClass: 2, first: "0", second: "O" },
      ...{ firstAsSecond: 4, secondAsFirst: 2, count: 6 },
      ...{ rate: (0.4 + 0.2) / 2, shareOfErrors: 6 / 7, cumulativeShare: 6 / 7 },
    },
    {
      ...{ firstClass: 0, secondClass: 1, first: "0", second: "X" },
      ...{ firstAsSecond: 0, secondAsFirst: 1, count: 1 },
      ...{ rate: 0.05, shareOfErrors: 1 / 7, cumulativeShare: 1 },
    },
  ]);
});

Deno.test("createPairFrame() lists the pairs of topConfusionPairs() in the same order", () => {
  const matrix = confusionMatrixOf(goldenPredictions());
  const rows = createPairFrame(createConfusionFrame(matrix)).toRecords();
  const pairs = topConfusionPairs(matrix);
  assertEquals(
    rows.map(({ firstClass, secondClass, count }) => [firstClass, secondClass, count]),
    pairs.map(({ classes, count }) => [...classes, count]),
  );
  for (const [index, { rate }] of rows.entries()) {
    assertAlmostEquals(rate ?? NaN, pairs[index].rate, 1e-15);
  }
  assertAlmostEquals(rows.at(-1)?.cumulativeShare ?? NaN, 1, 1e-12);
});

Deno.test("createPairFrame() of a matrix without errors is empty", () => {
  const right = { counts: Uint32Array.of(5, 0, 0, 5), characters: ["a", "b"] };
  assertEquals(createPairFrame(createConfusionFrame(right)).height, 0);
});
