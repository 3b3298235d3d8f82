import { assertAlmostEquals, assertEquals } from "@std/assert";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { topConfusionPairs, topConfusions } from "../../lib/evaluation/top_confusions.ts";
import golden from "../evaluation/testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "../evaluation/testdata/golden_predictions.ts";
import { needsPermissions } from "../permissions.ts";

const goldenMatrix = confusionMatrixOf(goldenPredictions());

Deno.test("createPairFrame() has both directions of a confusion", needsPermissions, async () => {
  const { createPairFrame } = await import("../../lib/frames/confusion_frames.ts");
  const matrix = { counts: Uint32Array.of(6, 0, 4, 1, 9, 0, 2, 0, 8), characters: ["0", "X", "O"] };
  assertEquals(createPairFrame(matrix).toRecords(), [
    {
      first: "0",
      second: "O",
      firstAsSecond: 4,
      secondAsFirst: 2,
      count: 6,
      rate: (0.4 + 0.2) / 2,
      shareOfErrors: 6 / 7,
      cumulativeShare: 6 / 7,
    },
    {
      first: "0",
      second: "X",
      firstAsSecond: 0,
      secondAsFirst: 1,
      count: 1,
      rate: 0.05,
      shareOfErrors: 1 / 7,
      cumulativeShare: 1,
    },
  ]);
  const right = { counts: Uint32Array.of(5, 0, 0, 5), characters: ["a", "b"] };
  assertEquals(createPairFrame(right).height, 0);
});

Deno.test("createPairFrame() adds up to all errors", needsPermissions, async () => {
  const { createPairFrame } = await import("../../lib/frames/confusion_frames.ts");
  const frame = createPairFrame(goldenMatrix);
  assertEquals(frame.height, topConfusionPairs(goldenMatrix).length);
  assertAlmostEquals(frame.getColumn("cumulativeShare").toArray().at(-1) ?? NaN, 1, 1e-12);
});

Deno.test(
  "createClassFrame() has what scikit-learn computes, and null for the absent class",
  needsPermissions,
  async () => {
    const { createClassFrame } = await import("../../lib/frames/confusion_frames.ts");
    const frame = createClassFrame(goldenMatrix);
    assertEquals(frame.getColumn("support").toArray(), golden.perClass.support);
    for (const name of ["precision", "recall", "f1"] as const) {
      for (const [index, value] of frame.getColumn(name).toArray().entries()) {
        if (golden.perClass.support[index] === 0) assertEquals(value, null);
        else assertAlmostEquals(value, golden.perClass[name][index], 1e-14);
      }
    }
  },
);

Deno.test(
  "createClassFrame() names the character that each class is most often read as",
  needsPermissions,
  async () => {
    const { createClassFrame } = await import("../../lib/frames/confusion_frames.ts");
    const [top] = topConfusions(goldenMatrix);
    const row = createClassFrame(goldenMatrix).toRecords()
      .find(({ character }) => character === top.trueCharacter);
    assertEquals([row?.mostReadAs, row?.mostReadAsCount], [top.predictedCharacter, top.count]);
    const right = { counts: Uint32Array.of(5, 0, 0, 5), characters: ["a", "b"] };
    assertEquals(createClassFrame(right).toRecords().map(({ mostReadAs }) => mostReadAs), [
      null,
      null,
    ]);
  },
);
