import { assert, assertEquals } from "@std/assert";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { imagesByCell, mostConfidentErrors } from "../../lib/frames/images_to_look_at.ts";
import { createPredictionFrame } from "../../lib/frames/prediction_frame.ts";
import { goldenPredictions } from "../evaluation/testdata/golden_predictions.ts";

/** Images 0, 2 and 3 show a 0 and are read as O; image 1 is right. */
const PREDICTIONS = createPredictionFrame({
  labels: Uint8Array.of(0, 1, 0, 0),
  probabilities: Float32Array.of(0.25, 0.75, 0.25, 0.75, 0.125, 0.875, 0.25, 0.75),
  characters: ["0", "O"],
});

Deno.test("mostConfidentErrors() sorts by confidence and then by image", () => {
  assertEquals(mostConfidentErrors(PREDICTIONS, 9).getColumn("index").toArray(), [2, 0, 3]);
  assertEquals(mostConfidentErrors(PREDICTIONS, 2).getColumn("index").toArray(), [2, 0]);
});

Deno.test("imagesByCell() lists each cell's images, the most confident first", () => {
  assertEquals(imagesByCell(PREDICTIONS, 2), [
    { true: "0", predicted: "O", indices: [2, 0] },
    { true: "O", predicted: "O", indices: [1] },
  ]);
});

Deno.test("imagesByCell() has as many images as the confusion matrix counts", () => {
  const predictions = goldenPredictions();
  const { counts, characters } = confusionMatrixOf(predictions);
  const cells = imagesByCell(createPredictionFrame(predictions), Infinity);
  assertEquals(cells.length, counts.filter((count) => count > 0).length);
  for (const { true: shown, predicted, indices } of cells) {
    const cell = characters.indexOf(shown) * characters.length + characters.indexOf(predicted);
    assertEquals(indices.length, counts[cell]);
    assert(indices.every((index) => characters[predictions.labels[index]] === shown));
  }
});
