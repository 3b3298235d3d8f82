import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { findLookAlikes, groupedAccuracy } from "../../lib/evaluation/confusion_groups.ts";
import { accuracy, confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };
import { goldenPredictions } from "./testdata/golden_predictions.ts";

/** 0 and O are swapped often; X is read as 0 once. */
const MATRIX = {
  counts: Uint32Array.of(6, 0, 4, 1, 9, 0, 2, 0, 8),
  characters: ["0", "X", "O"],
};

Deno.test("findLookAlikes() finds the groups that SciPy's clustering finds", () => {
  const matrix = confusionMatrixOf(goldenPredictions());
  for (const [threshold, expected] of Object.entries(golden.groups.atThreshold)) {
    const { groups } = findLookAlikes(matrix, {
      threshold: Number(threshold),
      largest: Infinity,
    });
    assertEquals(groups.map(({ characters }) => characters.join("")).sort(), expected);
  }
});

Deno.test("findLookAlikes() counts the errors inside each group", () => {
  assertEquals(findLookAlikes(MATRIX, { threshold: 0.1 }).groups, [
    { classes: [0, 2], characters: ["0", "O"], errors: 6, shareOfErrors: 6 / 7 },
  ]);
});

Deno.test("findLookAlikes() makes no look-alikes of a model that confuses everything", () => {
  const characters = [..."abcdefgh"];
  const random = { counts: new Uint32Array(64).fill(10), characters };
  const { groups } = findLookAlikes(random);
  assertEquals(findLookAlikes(random, { largest: 8 }).groups[0].characters, characters);
  for (const { classes } of groups) assertEquals(classes.length <= 5, true);
});

Deno.test("findLookAlikes() finds none where nothing is confused", () => {
  const right = { counts: Uint32Array.of(5, 0, 0, 5), characters: ["a", "b"] };
  assertEquals(findLookAlikes(right).groups, []);
});

Deno.test("findLookAlikes() throws when the threshold is no rate above 0", () => {
  for (const threshold of [0, -0.1, 1.1, NaN]) {
    assertThrows(
      () => findLookAlikes(MATRIX, { threshold }),
      RangeError,
      `but found ${threshold}`,
    );
  }
});

Deno.test("groupedAccuracy() forgives the errors inside groups", () => {
  assertEquals(groupedAccuracy(MATRIX, [{ classes: [0, 2] }]), 29 / 30);
  assertEquals(groupedAccuracy(MATRIX, []), accuracy(MATRIX));
  const matrix = confusionMatrixOf(goldenPredictions());
  const merged = groupedAccuracy(matrix, findLookAlikes(matrix, { threshold: 0.05 }).groups);
  assertAlmostEquals(merged, golden.groups.groupedAccuracy, 1e-15);
});

Deno.test("groupedAccuracy() of no image is 0, and a class in two groups is refused", () => {
  const empty = { counts: new Uint32Array(4), characters: ["a", "b"] };
  assertEquals(groupedAccuracy(empty, []), 0);
  assertThrows(
    () => groupedAccuracy(MATRIX, [{ classes: [0, 2] }, { classes: [1, 2] }]),
    RangeError,
    "found {0, 2} {1, 2}",
  );
});

Deno.test("findLookAlikes() names each class once in its order and keeps every group unbroken", () => {
  assertEquals(findLookAlikes(MATRIX).order, [2, 0, 1]);
  const matrix = confusionMatrixOf(goldenPredictions());
  const { order } = findLookAlikes(matrix);
  assertEquals(order.toSorted((first, second) => first - second), [...matrix.characters.keys()]);
  for (const threshold of [0.02, 0.05, 0.1]) {
    for (const { classes } of findLookAlikes(matrix, { threshold }).groups) {
      const places = classes.map((index) => order.indexOf(index));
      assertEquals(Math.max(...places) - Math.min(...places), classes.length - 1);
    }
  }
});
