import { assertAlmostEquals, assertEquals } from "@std/assert";
import { fitLine } from "../../lib/reading/fit_line.ts";
import type { ReadCharacter } from "../../lib/reading/read_text.ts";

/** Places characters 40 pixels apart on a line that falls by one pixel in 20; capitals are 50 high. */
function characterAt(text: string, index: number, top: number, bottom: number): ReadCharacter {
  const middle = 100 + 40 * index;
  const base = 300 + middle / 20;
  return {
    text,
    confidence: 0.9,
    alternatives: [],
    box: { x: middle - 10, y: base - 50 * top, width: 20, height: 50 * (top - bottom) },
  };
}

Deno.test("fitLine() finds height, base line and slope from capitals and small letters", () => {
  const line = fitLine([
    characterAt("B", 0, 1, 0),
    characterAt("o", 1, 0.62, 0),
    characterAt("g", 2, 0.6, -0.35),
    characterAt("u", 3, 0.62, 0),
    { ...characterAt("X", 4, 3, 2), confidence: 0.2 },
  ]);
  assertAlmostEquals(line?.baseLine ?? NaN, 300, 1e-6);
  assertAlmostEquals(line?.topLine ?? NaN, 250, 1e-6);
  assertAlmostEquals(line?.slope ?? NaN, 1 / 20, 1e-9);
});

Deno.test("fitLine() is undefined where too few characters are sure", () => {
  assertEquals(fitLine([0, 1, 2].map((index) => characterAt("B", index, 1, 0))), undefined);
});
