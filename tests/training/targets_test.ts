/** Targets by hand. */

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { oneHotTargets } from "../../lib/training/targets.ts";

Deno.test("oneHotTargets() puts 1 at each label", () => {
  assertEquals(
    oneHotTargets(Uint8Array.of(2, 0), 3),
    Float32Array.of(0, 0, 1, 1, 0, 0),
  );
  assertEquals(oneHotTargets(new Uint8Array(0), 3), new Float32Array(0));
});

Deno.test("oneHotTargets() takes smoothing from the label and gives every class its share", () => {
  const targets = oneHotTargets(Uint8Array.of(1), 4, 0.2);
  [0.05, 0.85, 0.05, 0.05].forEach((value, index) => assertAlmostEquals(targets[index], value, 1e-7) // float32
  );
});

Deno.test("oneHotTargets() throws on labels and smoothings out of range", () => {
  assertThrows(() => oneHotTargets(Uint8Array.of(3), 3), RangeError, "label below 3 but found 3");
  for (const smoothing of [-0.1, 1, NaN]) {
    assertThrows(() => oneHotTargets(Uint8Array.of(0), 3, smoothing), RangeError, `${smoothing}`);
  }
});
