/** Targets that hold a teacher's answers, against softmax written out. */

import { assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { distilledTargets, teach } from "../../lib/training/distillation.ts";

const LOGITS = [[2, -1, 0.5], [0, 3, -2]];
const TARGETS = Float32Array.of(1, 0, 0, 0.1, 0.1, 0.8);
const TEACHER = Float32Array.from(LOGITS.flatMap(softmax));

function softmax(logits: readonly number[]): number[] {
  const exponentials = logits.map(Math.exp);
  const sum = exponentials.reduce((total, value) => total + value);
  return exponentials.map((value) => value / sum);
}

Deno.test("distilledTargets() blends labels and teacher, a share of each", () => {
  const blended = distilledTargets(TARGETS, TEACHER, 3, { share: 0.75 });
  blended.forEach((value, index) =>
    assertAlmostEquals(value, 0.25 * TARGETS[index] + 0.75 * TEACHER[index], 1e-6) // float32
  );
  assertEquals(distilledTargets(TARGETS, TEACHER, 3, { share: 0 }), TARGETS);
});

Deno.test("distilledTargets() moves the teacher's logits by the offsets of the student's", () => {
  const logitOffsets = Float32Array.of(-0.5, 0.25, 1);
  const blended = distilledTargets(TARGETS, TEACHER, 3, { share: 1, logitOffsets });
  const moved = LOGITS.flatMap((row) =>
    softmax(row.map((logit, column) => logit + logitOffsets[column]))
  );
  blended.forEach((value, index) => assertAlmostEquals(value, moved[index], 1e-6)); // float32
});

Deno.test("distilledTargets() refuses what is no teacher's answer", () => {
  const distil = (teacher: Float32Array) => () =>
    distilledTargets(TARGETS, teacher, 3, { share: 0.5 });
  assertThrows(distil(TEACHER.slice(3)), TypeError, "expected 6 probabilities but found 3");
  assertThrows(distil(new Float32Array(6)), RangeError, "found 0, 0, 0");
  assertThrows(distil(new Float32Array(6).fill(NaN)), RangeError, "found NaN");
});

Deno.test("teach() asks the teacher about the very images that are trained on", async () => {
  const asked: unknown[] = [];
  const trained: unknown[] = [];
  const student = teach(
    {
      trainOnBatch(...step) {
        trained.push(step);
        return Promise.resolve({ loss: 0.5, correct: 1 });
      },
    },
    {
      predict(images) {
        asked.push(images);
        return Promise.resolve(TEACHER);
      },
    },
    3,
    { share: 1 },
  );
  const images = Uint8Array.of(1, 2);
  assertEquals(await student.trainOnBatch(images, TARGETS, 0.1), { loss: 0.5, correct: 1 });
  assertEquals(asked, [images]);
  assertEquals(trained, [[images, distilledTargets(TARGETS, TEACHER, 3, { share: 1 }), 0.1]]);
  const mute = teach(student, { predict: () => Promise.resolve(new Float32Array(3)) }, 3, {
    share: 1,
  });
  await assertRejects(() => mute.trainOnBatch(images, TARGETS, 0.1), TypeError, "but found 3");
});
