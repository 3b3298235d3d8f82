/** Redrawing gives a stroke the pen's width and a character its place, whatever they were before. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/random.ts";
import { createRedraw } from "../../../lib/training/augmentation/redraw.ts";
import { createFixedDraws } from "./fixed_draws.ts";

const side = 28;
const size = side * side;
/** Pens of 1.4 to 4.2 pixels, rims of 1.3 to 3; a draw of 0.5 puts the character in the middle. */
const drawsFor = (
  pen: number,
  rim: number,
) => [(pen - 1.4) / 2.8, (rim - 1.3) / 1.7, 0.5, 0.5, 0.5];

/** An upright bar of full ink. */
function bar(left: number, top: number, width: number, height: number): Uint8Array {
  const image = new Uint8Array(size);
  for (let row = top; row < top + height; row += 1) {
    image.fill(255, row * side + left, row * side + left + width);
  }
  return image;
}

/** Redraws the image as the second of three, and checks that the others stay as they were. */
function redraw(image: Uint8Array, draws: readonly number[]): Uint8Array {
  const images = new Uint8Array(3 * size).fill(7);
  images.set(image, size);
  createRedraw(side, side).apply(images, 1, createFixedDraws(draws));
  for (const other of [images.subarray(0, size), images.subarray(2 * size)]) {
    assert(other.every((pixel) => pixel === 7));
  }
  return images.slice(size, 2 * size);
}

/** Ink of one row, in pixels of full ink. */
const inkOfRow = (image: Uint8Array, row: number) =>
  image.subarray(row * side, (row + 1) * side).reduce((sum, pixel) => sum + pixel / 255, 0);

/** Ink of one column, in pixels of full ink. */
const inkOfColumn = (image: Uint8Array, column: number) =>
  Array.from({ length: side }, (_, row) => image[row * side + column] / 255)
    .reduce((sum, pixel) => sum + pixel, 0);

// Enlarged by 24 / 17 to fill the picture, a bar of 2 pixels would be 2.8 wide, one of 4 pixels 5.6.
for (const [width, pen] of [[2, 2], [2, 3], [2, 4], [3, 3], [3, 4], [4, 4]]) {
  Deno.test(`createRedraw() draws a bar of ${width} pixels with a pen of ${pen}`, () => {
    const drawn = redraw(bar(9, 5, width, 17), drawsFor(pen, 2));
    // Ink and outline tell the width of a long stroke in any direction; this one has ends.
    for (const row of [10, 14, 18]) assertAlmostEquals(inkOfRow(drawn, row), pen, 0.75);
  });
}

Deno.test("createRedraw() breaks no stroke that is too thick for its pen", () => {
  const drawn = redraw(bar(9, 5, 6, 17), drawsFor(1.4, 2));
  for (let row = 4; row < side - 4; row += 1) assert(inkOfRow(drawn, row) > 1.4);
});

for (const [left, top, height] of [[3, 2, 12], [12, 8, 19], [20, 1, 25]]) {
  Deno.test(`createRedraw() fills the picture with a bar of ${height} pixels but for its rim`, () => {
    for (const rim of [1.5, 3]) {
      const drawn = redraw(bar(left, top, 3, height), drawsFor(3, rim));
      const middle = Math.max(inkOfColumn(drawn, 13), inkOfColumn(drawn, 14));
      assertAlmostEquals(middle, side - 2 * rim, 1);
      const [upper, lower] = [drawn.subarray(0, size / 2), drawn.subarray(size / 2)].map((half) =>
        half.reduce((sum, pixel) => sum + pixel / 255, 0)
      );
      assertAlmostEquals(upper, lower, 2);
    }
  });
}

Deno.test("createRedraw() leaves an empty image as it is", () => {
  assertEquals(redraw(new Uint8Array(size), drawsFor(3, 2)), new Uint8Array(size));
});

Deno.test("createRedraw() gives paper and ink whatever the picture is", () => {
  const random = createRandom(2);
  const redraw = createRedraw(side, side);
  for (let round = 0; round < 50; round += 1) {
    const noise = Uint8Array.from({ length: size }, () => random.integer(256));
    redraw.apply(noise, 0, random);
    assert(noise.includes(0) || noise.includes(255));
  }
});
