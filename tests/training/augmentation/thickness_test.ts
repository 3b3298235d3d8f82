/** Full amounts are SciPy's grey dilation and erosion, others lie in between. */

import { assertEquals } from "@std/assert";
import { createStrokeThickness } from "../../../lib/training/augmentation/thickness.ts";
import golden from "./testdata/golden_distortions.json" with { type: "json" };

const { height, width, image, dilated, eroded } = golden;

/** Changes the golden image as the second of two, and checks that the first stays as it was. */
function change(amount: number): Uint8Array {
  const images = new Uint8Array(2 * height * width).fill(9);
  images.set(image, height * width);
  createStrokeThickness(height, width).apply(images, 1, amount);
  assertEquals(images.subarray(0, height * width), new Uint8Array(height * width).fill(9));
  return images.slice(height * width);
}

Deno.test("createStrokeThickness() dilates and erodes as SciPy does", () => {
  assertEquals(change(1), Uint8Array.from(dilated));
  assertEquals(change(-1), Uint8Array.from(eroded));
});

Deno.test("createStrokeThickness() goes a share of the way", () => {
  const between = (full: readonly number[], share: number) =>
    Uint8Array.from(image, (pixel, index) => pixel + Math.round(share * (full[index] - pixel)));
  assertEquals(change(0.3), between(dilated, 0.3));
  assertEquals(change(-0.6), between(eroded, 0.6));
  assertEquals(change(0), Uint8Array.from(image));
});
