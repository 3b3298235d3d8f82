/** Boxes between two level rules, drawn pixel by pixel. */

import { assertEquals } from "@std/assert";
import { findCells } from "../../../lib/reading/picture/cells.ts";
import type { Rule } from "../../../lib/reading/picture/rule.ts";

/** A level rule of one pixel from column 5 to 125. */
function levelRule(row: number): Rule {
  return { from: 5, to: 125, rows: new Float32Array(121).fill(row), thickness: 1 };
}

Deno.test("findCells() finds boxes whatever their height", () => {
  for (let height = 24; height <= 120; height += 1) {
    const [width, top, bottom] = [140, 4, 4 + height];
    const ink = new Uint8Array(width * (height + 10));
    const walls = [5, 45, 85, 125];
    for (const row of [top, bottom]) ink.fill(255, row * width + 5, row * width + 126);
    for (let row = top; row <= bottom; row += 1) {
      for (const column of walls) ink[row * width + column] = 255;
    }
    const rows = findCells({ width, height: height + 10, ink }, [top, bottom].map(levelRule));
    assertEquals(rows.map(({ cells }) => cells.map(({ left, right }) => [left, right])), [[
      [5, 45],
      [45, 85],
      [85, 125],
    ]], `${height} pixels`);
  }
});
