/** Turning a slanted page straight. */

import { type InkPicture, STROKE } from "./grey_picture.ts";

/** Largest slant that is looked for, and the steps of the search, in degrees. */
const LARGEST_SLANT = 10;
const COARSE_STEP = 0.5;
const FINE_STEP = 0.1;

/** Less slant than this, in degrees, is left as it is. */
const SMALLEST_SLANT = 0.15;

/** Straightening must make base lines sharper by this factor: a few characters have no slant. */
const SMALLEST_GAIN = 1.15;

/** Slant costs this much of the sharpness per degree: little ink is sharp at any angle. */
const COST_PER_DEGREE = 0.01;

/**
 * Returns how far lines of writing fall to the right, as the tangent of their angle; 0 where none
 * is found.
 *
 * The lower edges of all strokes are counted along parallel lines: they gather on few lines in
 * the direction of base lines and rules (W. Postl, "Detection of linear oblique
 * structures and skew scan in digitized documents", ICPR 1986).
 */
export function findSlope({ width, height, ink }: InkPicture, strokeWidth: number): number {
  const edges: number[] = [];
  for (let y = 0; y + 1 < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = y * width + x;
      if (ink[index] >= STROKE && ink[index + width] < STROKE) edges.push(x, y);
    }
  }
  const largest = Math.tan(LARGEST_SLANT * Math.PI / 180);
  const bin = Math.max(1, strokeWidth / 3);
  const margin = Math.ceil(width * largest) + 1;
  const counts = new Int32Array(height + 2 * margin);
  const sharpness = (degrees: number) => {
    const slope = Math.tan(degrees * Math.PI / 180);
    counts.fill(0);
    for (let index = 0; index < edges.length; index += 2) {
      counts[Math.round((edges[index + 1] - slope * edges[index]) / bin) + margin] += 1;
    }
    let sum = 0;
    for (const count of counts) sum += count * count;
    return sum * (1 - COST_PER_DEGREE * Math.abs(degrees));
  };
  let best = 0;
  for (let degrees = -LARGEST_SLANT; degrees <= LARGEST_SLANT; degrees += COARSE_STEP) {
    if (sharpness(degrees) > sharpness(best)) best = degrees;
  }
  const coarse = best;
  for (let step = -4; step <= 4; step += 1) {
    const degrees = coarse + step * FINE_STEP;
    if (sharpness(degrees) > sharpness(best)) best = degrees;
  }
  if (Math.abs(best) < SMALLEST_SLANT) return 0;
  if (sharpness(best) < SMALLEST_GAIN * sharpness(0)) return 0;
  return Math.tan(best * Math.PI / 180);
}

/** A straightened picture, and where its points were. */
export interface Straightened {
  readonly picture: InkPicture;
  /** Returns the place in the slanted picture of a place in the straight one. */
  readonly toSlanted: (x: number, y: number) => readonly [x: number, y: number];
}

/** Turns a picture about its centre so that lines with `slope` become level; corners are lost. */
export function straighten(picture: InkPicture, slope: number): Straightened {
  if (slope === 0) return { picture, toSlanted: (x, y) => [x, y] };
  const { width, height, ink } = picture;
  const angle = Math.atan(slope);
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const grownWidth = Math.ceil(width * cosine + height * Math.abs(sine));
  const grownHeight = Math.ceil(height * cosine + width * Math.abs(sine));
  const toSlanted = (x: number, y: number) => {
    const [awayX, awayY] = [x - grownWidth / 2, y - grownHeight / 2];
    return [
      cosine * awayX - sine * awayY + width / 2,
      sine * awayX + cosine * awayY + height / 2,
    ] as const;
  };
  const turned = new Uint8Array(grownWidth * grownHeight);
  for (let y = 0; y < grownHeight; y += 1) {
    let [fromX, fromY] = toSlanted(0.5, y + 0.5);
    fromX -= 0.5;
    fromY -= 0.5;
    for (let x = 0; x < grownWidth; x += 1, fromX += cosine, fromY += sine) {
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const [partX, partY] = [fromX - left, fromY - top];
      const index = top * width + left;
      const upper = ink[index] + partX * (ink[index + 1] - ink[index]);
      const lower = ink[index + width] + partX * (ink[index + width + 1] - ink[index + width]);
      turned[y * grownWidth + x] = upper + partY * (lower - upper) + 0.5;
    }
  }
  return { picture: { width: grownWidth, height: grownHeight, ink: turned }, toSlanted };
}
