/** Turning a slanted page straight. */

import type { InkPicture } from "./grey_picture.ts";
import type { InkRuns } from "./ink_runs.ts";

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
export function findSlope(runs: InkRuns, strokeWidth: number): number {
  const { width, height } = runs;
  const edges = findLowerEdges(runs);
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
    for (let place = 0; place < counts.length; place += 1) sum += counts[place] * counts[place];
    return { degrees, value: sum * (1 - COST_PER_DEGREE * Math.abs(degrees)) };
  };
  const level = sharpness(0);
  let best = level;
  const tryDegrees = (degrees: number) => {
    const tried = sharpness(degrees);
    if (tried.value > best.value) best = tried;
  };
  for (let degrees = -LARGEST_SLANT; degrees <= LARGEST_SLANT; degrees += COARSE_STEP) {
    tryDegrees(degrees);
  }
  const coarse = best.degrees;
  for (let step = -4; step <= 4; step += 1) tryDegrees(coarse + step * FINE_STEP);
  if (Math.abs(best.degrees) < SMALLEST_SLANT) return 0;
  if (best.value < SMALLEST_GAIN * level.value) return 0;
  return Math.tan(best.degrees * Math.PI / 180);
}

/** Returns column and row of each pixel of ink above one of paper, one pixel after the other. */
function findLowerEdges({ width, height, rows, starts, ends }: InkRuns): number[] {
  const edges: number[] = [];
  for (let y = 0; y + 1 < height; y += 1) {
    let below = rows[y + 1];
    for (let run = rows[y]; run < rows[y + 1]; run += 1) {
      for (let index = starts[run] + width; index < ends[run] + width; index += 1) {
        while (below < rows[y + 2] && ends[below] <= index) below += 1;
        if (below < rows[y + 2] && starts[below] <= index) index = ends[below] - 1;
        else edges.push(index - (y + 1) * width, y);
      }
    }
  }
  return edges;
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
      if (fromX < 0 || fromY < 0 || fromX >= width - 1 || fromY >= height - 1) continue;
      const left = fromX | 0;
      const top = fromY | 0;
      const index = top * width + left;
      const below = index + width;
      if ((ink[index] | ink[index + 1] | ink[below] | ink[below + 1]) === 0) continue;
      const partX = fromX - left;
      const partY = fromY - top;
      const upper = ink[index] + partX * (ink[index + 1] - ink[index]);
      const lower = ink[below] + partX * (ink[below + 1] - ink[below]);
      turned[y * grownWidth + x] = upper + partY * (lower - upper) + 0.5;
    }
  }
  return { picture: { width: grownWidth, height: grownHeight, ink: turned }, toSlanted };
}
