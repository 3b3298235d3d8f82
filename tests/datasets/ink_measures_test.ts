import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { measureInk } from "../../lib/datasets/ink_measures.ts";
import { exampleDataset } from "./example_dataset.ts";

/** One image, drawn with `#` for full ink, `+` for 127 and blanks for paper. */
function drawing(...rows: readonly string[]): ImageDataset {
  const grey: Record<string, number> = { "#": 255, "+": 127 };
  const images = Uint8Array.from(rows.join(""), (letter) => grey[letter] ?? 0);
  return { ...exampleDataset([0]), images, height: rows.length, width: rows[0].length };
}

Deno.test("measureInk() measures a bar: 10 pixels, an outline of 14, a box of 5 by 2", () => {
  const { ink, boxWidth, boxHeight, strokeWidth } = measureInk(
    drawing("       ", " ##### ", " ##### ", "       "),
  );
  assertAlmostEquals(ink[0], 10 / 28, 1e-6);
  assertEquals([boxWidth[0], boxHeight[0]], [5, 2]);
  assertAlmostEquals(strokeWidth[0], 2 * 10 / 14, 1e-6);
});

Deno.test("measureInk() finds the width of a long stroke", () => {
  const { strokeWidth } = measureInk(drawing(...Array(300).fill("  ###  ")));
  assertAlmostEquals(strokeWidth[0], 3, 0.05);
});

Deno.test("measureInk() counts an inner outline and ink at the rim", () => {
  const { strokeWidth, boxWidth } = measureInk(drawing("###", "# #", "###"));
  assertEquals(boxWidth[0], 3);
  assertAlmostEquals(strokeWidth[0], 2 * 8 / (12 + 4), 1e-6);
});

Deno.test("measureInk() takes grey below the middle for paper, but for ink's share", () => {
  const { ink, boxWidth, boxHeight, strokeWidth } = measureInk(drawing("++", "++"));
  assertAlmostEquals(ink[0], 127 / 255, 1e-6);
  assertEquals([boxWidth[0], boxHeight[0], strokeWidth[0]], [0, 0, 0]);
});
