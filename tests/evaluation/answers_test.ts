import { assert, assertEquals } from "@std/assert";
import { answersByCell, confidentErrors } from "../../lib/evaluation/answers.ts";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { goldenPredictions } from "./testdata/golden_predictions.ts";

/** Images 0, 2 and 3 show a 0 and are read as O; image 1 is right. */
const PREDICTIONS = {
  labels: Uint8Array.of(0, 1, 0, 0),
  probabilities: Float32Array.of(0.25, 0.75, 0.25, 0.75, 0.125, 0.875, 0.25, 0.75),
  characters: ["0", "O"],
};

Deno.test("confidentErrors() sorts by confidence and then by image", () => {
  const indicesOf = (limit: number) =>
    confidentErrors(PREDICTIONS, limit).map(({ index }) => index);
  assertEquals(indicesOf(9), [2, 0, 3]);
  assertEquals(indicesOf(2), [2, 0]);
});

Deno.test("confidentErrors() names images by their row in the split", () => {
  const [surest] = confidentErrors({ ...PREDICTIONS, indices: Uint32Array.of(5, 6, 70, 71) });
  assertEquals(surest, { index: 70, trueClass: 0, predictedClass: 1, confidence: 0.875 });
});

Deno.test("answersByCell() has as many images as the confusion matrix counts, row by row", () => {
  const predictions = goldenPredictions();
  const { counts, characters } = confusionMatrixOf(predictions);
  const cells = answersByCell(predictions);
  const numbers = cells.map((cell) => cell.trueClass * characters.length + cell.predictedClass);
  assertEquals(numbers, [...counts.keys()].filter((cell) => counts[cell] > 0));
  cells.forEach(({ trueClass, answers }, place) => {
    assertEquals(answers.length, counts[numbers[place]]);
    assert(answers.every(({ index }) => predictions.labels[index] === trueClass));
    const sure = answers.map(({ confidence }) => confidence);
    assertEquals(sure, sure.toSorted((first, second) => second - first));
  });
});
