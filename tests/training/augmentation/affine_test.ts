/** The matrix is the inverse of the distortion, as NumPy inverts it, and follows hand-made cases. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/random.ts";
import { drawAffine, sourceMatrix } from "../../../lib/training/augmentation/affine.ts";
import { createWarp } from "../../../lib/training/augmentation/warp.ts";
import golden from "./testdata/golden_distortions.json" with { type: "json" };

const STILL = { rotation: 0, scaleX: 1, scaleY: 1, shear: 0, shiftX: 0, shiftY: 0 };

/** Distorts an image whose pixels are characters, `.` being 0. */
function distort(rows: readonly string[], changes: Partial<typeof STILL>): string[] {
  const [height, width] = [rows.length, rows[0].length];
  const characters = rows.join("").replaceAll(".", "\0");
  const source = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  const target = new Uint8Array(source.length);
  const matrix = sourceMatrix({ ...STILL, ...changes }, height, width);
  createWarp(height, width).apply(source, target, 0, matrix);
  const text = String.fromCharCode(...target).replaceAll("\0", ".");
  return rows.map((_, row) => text.slice(row * width, (row + 1) * width));
}

Deno.test("sourceMatrix() is NumPy's inverse of the distortion", () => {
  const matrix = sourceMatrix(golden.distortion, golden.height, golden.width);
  for (const key of ["xx", "xy", "x0", "yx", "yy", "y0"] as const) {
    assertAlmostEquals(matrix[key], golden.matrix[key], 1e-12); // float64 rounding
  }
});

Deno.test("sourceMatrix() leaves an image alone when nothing is distorted", () => {
  assertEquals(distort(["abc", "def"], {}), ["abc", "def"]);
});

Deno.test("sourceMatrix() shifts to the right and downwards, paper moving in", () => {
  assertEquals(distort(["abc", "def", "ghi"], { shiftX: 1 }), [".ab", ".de", ".gh"]);
  assertEquals(distort(["abc", "def", "ghi"], { shiftX: -2, shiftY: 1 }), ["...", "c..", "f.."]);
});

Deno.test("sourceMatrix() rotates counter-clockwise about the middle", () => {
  assertEquals(distort(["abc", "def", "ghi"], { rotation: 90 }), ["cfi", "beh", "adg"]);
  assertEquals(distort(["ab", "cd"], { rotation: -90 }), ["ca", "db"]);
  assertEquals(distort(["abc", "def"], { rotation: 180 }), ["fed", "cba"]);
});

Deno.test("sourceMatrix() scales width and height about the middle", () => {
  assertEquals(distort(["abcde"], { scaleX: 0.5 }), [".ace."]);
  assertEquals(distort(["a", "b", "c", "d", "e"], { scaleY: 0.5 }), [".", "a", "c", "e", "."]);
});

Deno.test("sourceMatrix() shears the upper rows to the right", () => {
  assertEquals(distort(["abc", "def", "ghi"], { shear: 1 }), [".ab", "def", "hi."]);
});

Deno.test("drawAffine() stays within its limits and fills them evenly", () => {
  const limits = { rotation: 9, scale: 0.1, shear: 0.12, shift: 2 };
  const random = createRandom(1);
  const draws = Array.from({ length: 4000 }, () => drawAffine(limits, random));
  const columns: [keyof typeof STILL, number, number][] = [
    ["rotation", 0, 9],
    ["scaleX", 1, 0.1],
    ["scaleY", 1, 0.1],
    ["shear", 0, 0.12],
    ["shiftX", 0, 2],
    ["shiftY", 0, 2],
  ];
  for (const [key, middle, limit] of columns) {
    const shares = draws.map((draw) => (draw[key] - middle) / limit);
    assert(shares.every((share) => Math.abs(share) <= 1 + 1e-9), key);
    const mean = shares.reduce((sum, share) => sum + share) / shares.length;
    const square = shares.reduce((sum, share) => sum + share ** 2, 0) / shares.length;
    // Four standard errors of 4,000 even draws.
    assertAlmostEquals(mean, 0, 4 * Math.sqrt(1 / 3 / 4000));
    assertAlmostEquals(square, 1 / 3, 4 * Math.sqrt(4 / 45 / 4000));
  }
});
