/** A character's image has EMNIST's form, wherever and however large it was drawn. */

import { assert, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/random.ts";
import { findLines } from "../../../lib/reading/find_lines.ts";
import type { LineLattice } from "../../../lib/reading/lattice.ts";
import { normaliseCharacter } from "../../../lib/reading/picture/normalise.ts";
import { strokesOf } from "../../../lib/datasets/character_strokes.ts";
import { drawPage } from "../drawn_page.ts";

/** A bar of full ink, `width` × `height` pixels, with paper around it. */
function drawBar(width: number, height: number) {
  const [across, down] = [width + 6, height + 6];
  const ink = Uint8Array.from({ length: across * down }, (_, index) => {
    const [x, y] = [index % across, Math.floor(index / across)];
    return x >= 3 && x < across - 3 && y >= 3 && y < down - 3 ? 255 : 0;
  });
  return { width: across, height: down, ink };
}

/** Returns the largest difference between two images, in grey levels. */
function largestDifference(left: Uint8Array, right: Uint8Array): number {
  return left.reduce((most, value, index) => Math.max(most, Math.abs(value - right[index])), 0);
}

Deno.test("normaliseCharacter() centres a character and leaves EMNIST's border around it", () => {
  const image = normaliseCharacter(drawBar(22, 44));
  const at = (x: number, y: number) => image[y * 28 + x];
  // 44 pixels with a halo of 3 and a border of 2 on each side: 54 pixels on 28, so 2.6 remain.
  assertEquals([at(14, 0), at(14, 27), at(0, 14), at(27, 14)], [0, 0, 0, 0]);
  assert(at(14, 1) < 128 && at(14, 4) === 255 && at(14, 23) === 255 && at(14, 26) < 128);
  for (let y = 0; y < 28; y += 1) {
    for (let x = 0; x < 28; x += 1) assert(Math.abs(at(x, y) - at(27 - x, 27 - y)) <= 1);
  }
});

Deno.test("normaliseCharacter() gives an empty image where there is no stroke", () => {
  const blank = { width: 5, height: 5, ink: new Uint8Array(25).fill(100) };
  assertEquals(normaliseCharacter(blank), new Uint8Array(784));
});

/** Returns the image of all of a line as one character. */
function imageOfLine({ candidates, cutCount }: LineLattice): Uint8Array {
  const whole = candidates.find(({ from, to }) => from === 0 && to === cutCount - 1);
  assert(whole !== undefined);
  return whole.image;
}

Deno.test("a drawing that was moved or inverted has the same image", async () => {
  const draw = () =>
    drawPage(
      ["R"],
      (character) => strokesOf(character),
      { letter: 60, jitter: 0 },
      createRandom(3),
    );
  const page = await draw();
  const [line] = findLines(page);
  const wider = page.width + 37;
  const moved = new Uint8Array(wider * (page.height + 23)).fill(250);
  for (let y = 0; y < page.height; y += 1) {
    const row = page.pixels.subarray(y * page.width, (y + 1) * page.width);
    moved.set(row, (y + 23) * wider + 37);
  }
  const imageOf = (width: number, height: number, pixels: Uint8Array<ArrayBuffer>) =>
    imageOfLine(findLines({ width, height, pixels })[0]);
  const image = imageOfLine(line);
  assertEquals(Math.max(2, largestDifference(image, imageOf(wider, page.height + 23, moved))), 2);
  const inverted = page.pixels.map((value) => 255 - value);
  assert(largestDifference(image, imageOf(page.width, page.height, inverted)) <= 2);
});
