/** The Gaussian blur that softens a character's strokes as EMNIST's are soft. */

import type { RealImage } from "./resample.ts";

/** How far the blur reaches, and so how far what is not paper reaches beyond strokes, in pixels. */
export const BLUR_REACH = 3;

/**
 * Blurs along rows and columns by a standard deviation; what lies within its reach of the upper and
 * lower edge stays paper.
 */
export function blur({ width, height, values }: RealImage, deviation: number): RealImage {
  const weights = Float64Array.from(
    { length: 2 * BLUR_REACH + 1 },
    (_, place) => Math.exp(-((place - BLUR_REACH) ** 2) / (2 * deviation * deviation)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.slice(BLUR_REACH).map((weight) => weight / total);
  const across = new Float32Array(values.length);
  blurLine(values, across, 0, values.length, 1, shares);
  const both = new Float32Array(values.length);
  for (let x = 0; x < width; x += 1) blurLine(across, both, x, height, width, shares);
  return { width, height, values: both };
}

/** Blurs `length` pixels, `step` apart, but for three at either end; seven are held at a time. */
function blurLine(
  source: Float32Array,
  target: Float32Array,
  start: number,
  length: number,
  step: number,
  shares: Float64Array,
): void {
  const [here, near, farther, farthest] = shares;
  const ahead = BLUR_REACH * step;
  const end = start + length * step - ahead;
  let third = source[start];
  let second = source[start + step];
  let first = source[start + 2 * step];
  let middle = source[start + 3 * step];
  let next = source[start + 4 * step];
  let afterNext = source[start + 5 * step];
  for (let index = start + ahead; index < end; index += step) {
    const last = source[index + ahead];
    target[index] = here * middle + near * (first + next) + farther * (second + afterNext) +
      farthest * (third + last);
    third = second;
    second = first;
    first = middle;
    middle = next;
    next = afterNext;
    afterNext = last;
  }
}
