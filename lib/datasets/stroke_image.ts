/** Drawing distorted strokes as a small grey image, the way EMNIST's images look. */

import type { Random } from "../random.ts";
import type { Point, Polyline } from "./character_strokes.ts";
import { IMAGE_SIDE } from "./dataset.ts";

/** How strongly characters are distorted: the widest that most people still read. */
const LARGEST_ROTATION = 0.2; // radians
const LARGEST_SHEAR = 0.25; // x per y
const LARGEST_STRETCH = 0.22; // logarithm of the factor between width and height
const LARGEST_WOBBLE = 0.45; // grid units of 10 a character
const LARGEST_SHIFT = 1; // pixels
const FULL_SIZE = 20; // pixels from the first to the last stroke's middle
const SMALLEST_SIZE = 17; // pixels
const THINNEST_RADIUS = 0.8; // pixels
const THICKEST_RADIUS = 1.9; // pixels
const SHARPEST_EDGE = 0.8; // pixels over which ink fades
const SOFTEST_EDGE = 2.4; // pixels

/**
 * Draws `strokes` into `image`, `[28, 28]` row-major uint8: 255 is full ink, 0 paper.
 *
 * The strokes are bent by two slow waves, then rotated, sheared and stretched at random, scaled to
 * 17 to 20 pixels without changing their proportions, centred with a shift of at most one pixel,
 * and drawn with a random thickness whose edge fades over a random width.
 */
export function renderStrokes(
  strokes: readonly Polyline[],
  random: Random,
  image: Uint8Array,
): void {
  image.fill(0);
  const bent = distort(strokes, random);
  const placed = placeInImage(bent, random);
  const radius = between(random, THINNEST_RADIUS, THICKEST_RADIUS);
  // An edge wider than the stroke would leave no pixel of full ink.
  const edge = Math.min(between(random, SHARPEST_EDGE, SOFTEST_EDGE), 2 * radius);
  for (const stroke of placed) {
    for (let index = 1; index < stroke.length; index += 1) {
      drawSegment(image, stroke[index - 1], stroke[index], radius, edge);
    }
  }
}

function distort(strokes: readonly Polyline[], random: Random): Polyline[] {
  const rotation = between(random, -LARGEST_ROTATION, LARGEST_ROTATION);
  const shear = between(random, -LARGEST_SHEAR, LARGEST_SHEAR);
  const stretch = Math.exp(between(random, -LARGEST_STRETCH, LARGEST_STRETCH) / 2);
  const [cosine, sine] = [Math.cos(rotation), Math.sin(rotation)];
  const [waveX, waveY] = [createWave(random), createWave(random)];
  return strokes.map((stroke) =>
    stroke.map(([gridX, gridY]): Point => {
      const y = (gridY + waveY(gridX, gridY)) / stretch;
      const x = (gridX + waveX(gridX, gridY)) * stretch + shear * y;
      return [cosine * x - sine * y, sine * x + cosine * y];
    })
  );
}

/** A displacement that changes slowly over the character: at most one and a half waves across it. */
function createWave(random: Random): (x: number, y: number) => number {
  const height = between(random, 0, LARGEST_WOBBLE);
  const [turnsX, turnsY] = [between(random, -1, 1), between(random, -1, 1)];
  const phase = between(random, 0, 2 * Math.PI);
  return (x, y) => height * Math.sin(0.3 * Math.PI * (turnsX * x + turnsY * y) + phase);
}

function placeInImage(strokes: readonly Polyline[], random: Random): Polyline[] {
  const points = strokes.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [
    Math.min(...xs),
    Math.max(...xs),
    Math.min(...ys),
    Math.max(...ys),
  ];
  const size = between(random, SMALLEST_SIZE, FULL_SIZE);
  const scale = size / Math.max(right - left, bottom - top);
  const middle = (IMAGE_SIDE - 1) / 2;
  const shiftX = middle + between(random, -LARGEST_SHIFT, LARGEST_SHIFT);
  const shiftY = middle + between(random, -LARGEST_SHIFT, LARGEST_SHIFT);
  return strokes.map((stroke) =>
    stroke.map(([x, y]): Point => [
      (x - (left + right) / 2) * scale + shiftX,
      (y - (top + bottom) / 2) * scale + shiftY,
    ])
  );
}

/** Inks every pixel near a straight line by its distance from it; the darker ink wins. */
function drawSegment(image: Uint8Array, start: Point, end: Point, radius: number, edge: number) {
  const [startX, startY] = start;
  const [runX, runY] = [end[0] - startX, end[1] - startY];
  const squaredLength = runX * runX + runY * runY || 1;
  const reach = radius + edge / 2;
  const firstX = Math.max(0, Math.ceil(Math.min(startX, end[0]) - reach));
  const lastX = Math.min(IMAGE_SIDE - 1, Math.floor(Math.max(startX, end[0]) + reach));
  const firstY = Math.max(0, Math.ceil(Math.min(startY, end[1]) - reach));
  const lastY = Math.min(IMAGE_SIDE - 1, Math.floor(Math.max(startY, end[1]) + reach));
  for (let y = firstY; y <= lastY; y += 1) {
    for (let x = firstX; x <= lastX; x += 1) {
      const [awayX, awayY] = [x - startX, y - startY];
      const along = Math.min(1, Math.max(0, (awayX * runX + awayY * runY) / squaredLength));
      const distance = Math.sqrt(
        (awayX - along * runX) ** 2 + (awayY - along * runY) ** 2,
      );
      const ink = Math.min(1, Math.max(0, (reach - distance) / edge));
      const grey = Math.round(255 * ink * ink * (3 - 2 * ink));
      const pixel = y * IMAGE_SIDE + x;
      if (grey > image[pixel]) image[pixel] = grey;
    }
  }
}

function between(random: Random, lowest: number, highest: number): number {
  return lowest + (highest - lowest) * random.next();
}
