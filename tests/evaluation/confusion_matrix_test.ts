import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  accuracy,
  confusionMatrixOf,
  correctCounts,
  createConfusionMatrix,
  errorCount,
  predictedCounts,
  rowRates,
  symmetricConfusionRates,
  totalCount,
  trueCounts,
} from "../../lib/evaluation/confusion_matrix.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

const MATRIX = createConfusionMatrix(
  Uint8Array.of(0, 0, 0, 1, 1, 2),
  Uint8Array.of(0, 1, 1, 1, 0, 0),
  ["a", "b", "c"],
);

Deno.test("createConfusionMatrix() puts true classes in rows and predicted ones in columns", () => {
  assertEquals(MATRIX.counts, Uint32Array.of(1, 2, 0, 1, 1, 0, 1, 0, 0));
});

Deno.test("trueCounts(), predictedCounts() and correctCounts() sum rows, columns, diagonal", () => {
  assertEquals(trueCounts(MATRIX), Uint32Array.of(3, 2, 1));
  assertEquals(predictedCounts(MATRIX), Uint32Array.of(3, 3, 0));
  assertEquals(correctCounts(MATRIX), Uint32Array.of(1, 1, 0));
  assertEquals([totalCount(MATRIX), errorCount(MATRIX)], [6, 4]);
  assertEquals(accuracy(MATRIX), 2 / 6);
});

Deno.test("accuracy() of no image is 0", () => {
  assertEquals(accuracy({ counts: new Uint32Array(4), characters: ["a", "b"] }), 0);
});

Deno.test("confusionMatrixOf() counts what scikit-learn counts", () => {
  const matrix = confusionMatrixOf(goldenPredictions());
  assertEquals([...matrix.counts], golden.confusionMatrix);
  assertEquals(accuracy(matrix), golden.accuracy);
});

Deno.test("createConfusionMatrix() throws when lengths differ or a class has no character", () => {
  const two = Uint8Array.of(0, 1);
  assertThrows(
    () => createConfusionMatrix(two, Uint8Array.of(0), ["a", "b"]),
    TypeError,
    "found 1 and 2",
  );
  assertThrows(
    () => createConfusionMatrix(two, Uint8Array.of(0, 7), ["a", "b"]),
    RangeError,
    "expected classes from 0 to 1 but found 7 for image 1",
  );
});

const WITH_ABSENT_CLASS = {
  counts: Uint32Array.of(6, 2, 0, 1, 3, 0, 0, 0, 0),
  characters: ["a", "b", "c"],
};

Deno.test("rowRates() divides by the row's sum and leaves the row of an absent class 0", () => {
  assertEquals(rowRates(WITH_ABSENT_CLASS), Float64Array.of(0.75, 0.25, 0, 0.25, 0.75, 0, 0, 0, 0));
});

Deno.test("rowRates() has scikit-learn's recalls on its diagonal", () => {
  const matrix = confusionMatrixOf(goldenPredictions());
  const rates = rowRates(matrix);
  for (const [index, recall] of golden.perClass.recall.entries()) {
    assertAlmostEquals(rates[index * matrix.characters.length + index], recall, 1e-15);
  }
});

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
