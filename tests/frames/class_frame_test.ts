import { assertAlmostEquals, assertEquals } from "@std/assert";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { topConfusions } from "../../lib/evaluation/top_confusions.ts";
import { createClassFrame } from "../../lib/frames/class_frame.ts";
import { createPredictionFrame } from "../../lib/frames/prediction_frame.ts";
import golden from "../evaluation/testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "../evaluation/testdata/golden_predictions.ts";

Deno.test("createClassFrame() computes in Polars what scikit-learn computes", () => {
  const predictions = goldenPredictions();
  const frame = createClassFrame(createPredictionFrame(predictions), predictions.characters);
  assertEquals(frame.getColumn("character").toArray(), predictions.characters);
  assertEquals(frame.getColumn("support").toArray(), golden.perClass.support);
  for (const name of ["precision", "recall", "f1"] as const) {
    for (const [index, value] of frame.getColumn(name).toArray().entries()) {
      assertAlmostEquals(value, golden.perClass[name][index], 1e-14);
    }
  }
});

Deno.test("createClassFrame() names the character that each class is most often read as", () => {
  const predictions = goldenPredictions();
  const frame = createClassFrame(createPredictionFrame(predictions), predictions.characters);
  const [top] = topConfusions(confusionMatrixOf(predictions));
  const row = frame.toRecords().find(({ character }) => character === top.trueCharacter);
  assertEquals([row?.mostReadAs, row?.mostReadAsCount], [top.predictedCharacter, top.count]);
});

Deno.test("createClassFrame() keeps classes without images and predictions", () => {
  const characters = ["a", "b", "c"];
  const predictions = createPredictionFrame({
    labels: Uint8Array.of(0, 0),
    probabilities: Float32Array.of(0.75, 0.25, 0, 0.25, 0.5, 0.25),
    characters,
  });
  const zero = { correct: 0, precision: 0, recall: 0, f1: 0 };
  const nothing = { meanConfidence: null, mostReadAs: null, mostReadAsCount: null };
  assertEquals(createClassFrame(predictions, characters).toRecords(), [
    {
      ...{ class: 0, character: "a", support: 2, predicted: 1, correct: 1 },
      ...{ precision: 1, recall: 0.5, f1: 2 / 3 },
      ...{ meanConfidence: 0.625, mostReadAs: "b", mostReadAsCount: 1 },
    },
    { class: 1, character: "b", support: 0, predicted: 1, ...zero, ...nothing },
    { class: 2, character: "c", support: 0, predicted: 0, ...zero, ...nothing },
  ]);
});
