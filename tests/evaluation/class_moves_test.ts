import { assertAlmostEquals, assertEquals } from "@std/assert";
import { classMoves } from "../../lib/evaluation/class_moves.ts";
import type { Predictions } from "../../lib/evaluation/predictions.ts";

/** Predictions that are sure of one class an image. */
function sureOf(labels: readonly number[], predicted: readonly number[]): Predictions {
  const row = (chosen: number) => [0, 1, 2].map((index) => index === chosen ? 1 : 0);
  return {
    labels: Uint8Array.from(labels),
    probabilities: Float32Array.from(predicted.flatMap(row)),
    characters: ["0", "O", "Q"],
  };
}

/** Eight images of 0 and four of O; the second run reads six 0s more and one O fewer rightly. */
const LABELS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1];
const FIRST = sureOf(LABELS, [1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0]);
const SECOND = sureOf(LABELS, [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0]);

Deno.test("classMoves() says what each class gained and lost, the largest move first", () => {
  const [zero, letter, absent] = classMoves(FIRST, SECOND);
  assertEquals([zero.character, zero.support, zero.gained, zero.lost], ["0", 8, 6, 0]);
  assertEquals([zero.firstRecall, zero.secondRecall, zero.recallChange], [1 / 8, 7 / 8, 6 / 8]);
  assertEquals([letter.character, letter.gained, letter.lost], ["O", 0, 1]);
  assertEquals(letter.recallChange, -1 / 4);
  // Of O, 3 of 10 predicted were right among 4; then 2 of 3.
  assertAlmostEquals(letter.firstF1, 6 / 14, 1e-15);
  assertAlmostEquals(letter.secondF1, 4 / 7, 1e-15);
  assertAlmostEquals(letter.f1Change, 1 / 7, 1e-15);
  assertEquals([absent.character, absent.support, absent.recallChange], ["Q", 0, 0]);
});

Deno.test("classMoves() adjusts the p-values over all classes", () => {
  const [zero, letter, absent] = classMoves(FIRST, SECOND);
  // Six against none is 2/64, times three classes.
  assertAlmostEquals(zero.adjustedPValue, 6 / 64, 1e-15);
  assertEquals([letter.adjustedPValue, absent.adjustedPValue], [1, 1]);
});
