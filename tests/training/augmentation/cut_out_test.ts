/** The square is blanked where it was drawn, and clipped at the edges. */

import { assert, assertEquals } from "@std/assert";
import { createRandom, type Random } from "../../../lib/random.ts";
import { cutOut } from "../../../lib/training/augmentation/cut_out.ts";

/** Cuts a square around a chosen pixel out of the second of two 4x5 images; `.` is blank. */
function cutAround(row: number, column: number, side: number): string[] {
  const integers = [row, column];
  const random: Random = { ...createRandom(0), integer: () => integers.shift() ?? NaN };
  const images = new Uint8Array(40).fill(1);
  cutOut(images, 1, 4, 5, side, random);
  assert(images.subarray(0, 20).every((pixel) => pixel === 1));
  const text = Array.from(images.subarray(20), (pixel) => pixel === 0 ? "." : "#").join("");
  return [0, 5, 10, 15].map((start) => text.slice(start, start + 5));
}

Deno.test("cutOut() blanks a square around a pixel", () => {
  assertEquals(cutAround(1, 2, 1), ["#####", "##.##", "#####", "#####"]);
  assertEquals(cutAround(2, 3, 3), ["#####", "##...", "##...", "##..."]);
  assertEquals(cutAround(2, 2, 2), ["#####", "#..##", "#..##", "#####"]);
});

Deno.test("cutOut() loses what reaches beyond the edges", () => {
  assertEquals(cutAround(0, 0, 3), ["..###", "..###", "#####", "#####"]);
  assertEquals(cutAround(3, 4, 3), ["#####", "#####", "###..", "###.."]);
  assertEquals(cutAround(1, 1, 11), [".....", ".....", ".....", "....."]);
});

Deno.test("cutOut() chooses every pixel as a middle", () => {
  const random = createRandom(2);
  const images = new Uint8Array(6 * 400).fill(1);
  for (let index = 0; index < 400; index += 1) cutOut(images, index, 2, 3, 1, random);
  for (let pixel = 0; pixel < 6; pixel += 1) {
    const blanks = images.filter((value, place) => place % 6 === pixel && value === 0).length;
    assert(Math.abs(blanks - 400 / 6) < 4 * Math.sqrt(400 / 6 * 5 / 6), `${pixel}: ${blanks}`);
  }
});
