/** A warp samples as SciPy's bilinear map_coordinates does, zeros beyond the edges. */

import { assert, assertEquals } from "@std/assert";
import { createElasticField } from "../../../lib/training/augmentation/elastic.ts";
import { createWarp } from "../../../lib/training/augmentation/warp.ts";
import { createFixedDraws } from "./fixed_draws.ts";
import golden from "./testdata/golden_distortions.json" with { type: "json" };

const { height, width, spacing, deviation, draws, matrix } = golden;
const IDENTITY = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

/** Warps the golden image as the second of three, and checks that the others stay as they were. */
function warpGolden(chosen: typeof IDENTITY, isElastic: boolean): Uint8Array {
  const size = height * width;
  const source = new Uint8Array(3 * size).fill(77);
  source.set(golden.image, size);
  const target = new Uint8Array(3 * size).fill(5);
  const field = isElastic ? createElasticField(height, width, spacing) : undefined;
  field?.draw(deviation, createFixedDraws(draws));
  createWarp(height, width).apply(source, target, 1, chosen, field);
  assert(target.subarray(0, size).every((pixel) => pixel === 5));
  assert(target.subarray(2 * size).every((pixel) => pixel === 5));
  return target.subarray(size, 2 * size);
}

function assertRounded(pixels: Uint8Array, expected: readonly number[], tolerance: number): void {
  expected.forEach((value, index) => {
    const difference = Math.abs(pixels[index] - value);
    assert(difference <= 0.5 + tolerance, `pixel ${index}: ${pixels[index]} for ${value}`);
  });
}

Deno.test("createWarp() samples an affine distortion as SciPy does", () => {
  assertRounded(warpGolden(matrix, false), golden.affine, 1e-5); // six stored digits
});

// Beside neighbours 255 apart, TensorFlow's table of cubic weights shifts values by up to 2e-5 · 255.
Deno.test("createWarp() samples an elastic distortion as SciPy does", () => {
  assertRounded(warpGolden(IDENTITY, true), golden.elastic, 0.01);
});

Deno.test("createWarp() samples both distortions in one pass as SciPy does", () => {
  assertRounded(warpGolden(matrix, true), golden.affineAndElastic, 0.01);
});

Deno.test("createWarp() returns the same bytes for the identity", () => {
  assertEquals(warpGolden(IDENTITY, false), Uint8Array.from(golden.image));
});

Deno.test("createWarp() gives paper where the source lies far outside", () => {
  for (const offset of [-1e9, -14, 14, 1e9]) {
    const pixels = warpGolden({ ...IDENTITY, x0: offset }, false);
    assert(pixels.every((pixel) => pixel === 0), `${offset}`);
  }
});

Deno.test("createWarp() fades out over the pixel beyond the edge", () => {
  const source = Uint8Array.of(100, 200);
  const target = new Uint8Array(2);
  createWarp(1, 2).apply(source, target, 0, { ...IDENTITY, x0: -0.25 });
  assertEquals(target, Uint8Array.of(75, 175));
  createWarp(1, 2).apply(source, target, 0, { ...IDENTITY, x0: 0.75 });
  assertEquals(target, Uint8Array.of(175, 50));
  createWarp(1, 2).apply(source, target, 0, { ...IDENTITY, y0: 0.5 });
  assertEquals(target, Uint8Array.of(50, 100));
});
