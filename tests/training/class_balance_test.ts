/** The adjustment is the logarithm of the classes' shares, and undoes them. */

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { logitAdjustment } from "../../lib/training/class_balance.ts";

Deno.test("logitAdjustment() is tau times the logarithm of each class's share", () => {
  const labels = Uint8Array.of(0, 1, 1, 0, 1, 1, 1, 1);
  assertEquals(logitAdjustment(labels, 2), Float32Array.of(Math.log(0.25), Math.log(0.75)));
  assertEquals(
    logitAdjustment(labels, 2, 0.5),
    Float32Array.of(0.5 * Math.log(0.25), 0.5 * Math.log(0.75)),
  );
});

Deno.test("logitAdjustment() leaves logits of 0 with the classes' shares as probabilities", () => {
  const labels = Uint8Array.of(2, 0, 0, 1, 0, 2, 0, 2, 0, 2);
  const exponentials = Array.from(logitAdjustment(labels, 3), Math.exp);
  const sum = exponentials.reduce((total, value) => total + value);
  [0.5, 0.1, 0.4].forEach((share, label) =>
    assertAlmostEquals(exponentials[label] / sum, share, 1e-7) // float32 logarithms
  );
});

Deno.test("logitAdjustment() counts a class without images as half an image", () => {
  const adjustment = logitAdjustment(Uint8Array.of(0, 0, 0, 0), 2);
  assertEquals(adjustment, Float32Array.of(0, Math.log(0.125)));
});

Deno.test("logitAdjustment() throws on what it cannot count", () => {
  assertThrows(() => logitAdjustment(new Uint8Array(0), 2), RangeError, "but found 0");
  assertThrows(() => logitAdjustment(Uint8Array.of(2), 2), RangeError, "below 2 but found 2");
  assertThrows(() => logitAdjustment(Uint8Array.of(1), 2, -1), RangeError, "but found -1");
});
