/** Blending with a softened teacher, against softmax written out. */

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { distilledTargets } from "../../lib/training/distillation.ts";

const LOGITS = [[2, -1, 0.5], [0, 3, -2]];
const TARGETS = Float32Array.of(1, 0, 0, 0.1, 0.1, 0.8);
const softmax = (logits: number[]) => {
  const exponentials = logits.map(Math.exp);
  const sum = exponentials.reduce((total, value) => total + value);
  return exponentials.map((value) => value / sum);
};
const TEACHER = Float32Array.from(LOGITS.flatMap(softmax));

Deno.test("distilledTargets() blends in the softmax of the teacher's logits over T", () => {
  const options = { classCount: 3, weight: 0.7, temperature: 2 };
  const blended = distilledTargets(TARGETS, TEACHER, options);
  const soft = LOGITS.flatMap((row) => softmax(row.map((logit) => logit / 2)));
  soft.forEach((value, index) =>
    assertAlmostEquals(blended[index], 0.3 * TARGETS[index] + 0.7 * value, 1e-6) // float32
  );
});

Deno.test("distilledTargets() adds the logit offsets after the temperature", () => {
  const offsets = Float32Array.of(-0.5, 0.25, 1);
  const blended = distilledTargets(TARGETS, TEACHER, {
    classCount: 3,
    weight: 1,
    temperature: 4,
    logitOffsets: offsets,
  });
  const soft = LOGITS.flatMap((row) =>
    softmax(row.map((logit, column) => logit / 4 + offsets[column]))
  );
  soft.forEach((value, index) => assertAlmostEquals(blended[index], value, 1e-6)); // float32
});

Deno.test("distilledTargets() returns a copy of the targets at weight 0", () => {
  const options = { classCount: 3, weight: 0, temperature: 1 };
  const blended = distilledTargets(TARGETS, TEACHER, options);
  assertEquals(blended, TARGETS);
  blended[0] = 5;
  assertEquals(TARGETS[0], 1);
});

Deno.test("distilledTargets() throws on shapes and options that do not fit", () => {
  const good = { classCount: 3, weight: 0.5, temperature: 1 };
  const distil = (changes: object, teacher = TEACHER) => () =>
    distilledTargets(TARGETS, teacher, { ...good, ...changes });
  assertThrows(distil({ classCount: 4 }), TypeError, "rows of 4 but found 6 values");
  assertThrows(distil({}, TEACHER.slice(3)), TypeError, "expected 6 teacher probabilities");
  assertThrows(distil({ logitOffsets: new Float32Array(2) }), TypeError, "3 logit offsets but");
  assertThrows(distil({ weight: 1.5 }), RangeError, "but found 1.5");
  assertThrows(distil({ temperature: 0 }), RangeError, "but found 0");
  assertThrows(distil({}, new Float32Array(6)), RangeError, "row 0 of the teacher");
});
