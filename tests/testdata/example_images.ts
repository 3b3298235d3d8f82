/** Images that look a little like their class, for charts and reports that show pictures. */

import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { createRandom } from "../../lib/random.ts";

const SIDE = 28;
const STROKES = 4;

/**
 * Returns one image for each label: strokes whose ends a class fixes and every image moves a little.
 *
 * Equal arguments give equal images.
 */
export function exampleImages(
  labels: Uint8Array,
  characters: readonly string[],
  seed = 0,
): ImageDataset {
  const random = createRandom(seed);
  const shapes = characters.map((_, label) => {
    const ofClass = createRandom(label);
    return Array.from({ length: 2 * STROKES }, () => 5 + 18 * ofClass.next());
  });
  const images = new Uint8Array(labels.length * SIDE * SIDE);
  labels.forEach((label, image) => {
    const ends = shapes[label].map((place) => place + 1.2 * random.normal());
    const pixels = images.subarray(image * SIDE * SIDE, (image + 1) * SIDE * SIDE);
    for (let end = 2; end < ends.length; end += 2) drawStroke(pixels, ends.slice(end - 2, end + 2));
  });
  return {
    name: "strokes",
    split: "test",
    images,
    labels: Uint8Array.from(labels),
    count: labels.length,
    height: SIDE,
    width: SIDE,
    characters,
    sources: [],
  };
}

/** Draws a soft line from `[x, y]` to `[x, y]`. */
function drawStroke(pixels: Uint8Array, [startX, startY, endX, endY]: readonly number[]): void {
  const lengthSquared = (endX - startX) ** 2 + (endY - startY) ** 2;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const along = ((x - startX) * (endX - startX) + (y - startY) * (endY - startY)) /
        Math.max(lengthSquared, 1e-9);
      const place = Math.min(1, Math.max(0, along));
      const distance = Math.hypot(
        x - startX - place * (endX - startX),
        y - startY - place * (endY - startY),
      );
      const ink = Math.round(255 * Math.min(1, Math.max(0, 2 - distance)));
      pixels[y * SIDE + x] = Math.max(pixels[y * SIDE + x], ink);
    }
  }
}
