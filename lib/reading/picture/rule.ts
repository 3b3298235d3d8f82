/** A rule on paper, and following it from a straight part to its ends. */

import type { InkPicture } from "./grey_picture.ts";

/** Ink from which a pixel may belong to a rule: rules are often paler than writing. */
export const RULE_INK = 64;

/** A level rule; it may bend a little, as paper does. */
export interface Rule {
  /** Its first and last column. */
  readonly from: number;
  readonly to: number;
  /** The row of its middle at each of its columns, `[to - from + 1]`. */
  readonly rows: Float32Array;
  /** Its height where nothing crosses it, soft edges included, in pixels. */
  readonly thickness: number;
}

/** Returns the row of a rule's middle at a column; beyond its ends it goes on level. */
export function rowAt({ from, to, rows }: Rule, x: number): number {
  return rows[Math.round(Math.max(from, Math.min(to, x))) - from];
}

/** Largest slope: what a straightened page has left, and pages that are not flat. */
export const LARGEST_SLOPE = 0.03;

/** How far a rule's ink may lie from where it is expected, in pixels. */
export const REACH = 2;

/** Share of a rule's length that is inked. */
export const SMALLEST_COVER = 0.88;

/** Share of it that nothing crosses and that is straight within a pixel. */
const SMALLEST_FREE = 0.45;

/** Thickest rule, in pixels, whatever its length; and thickest for its length. */
const THICKEST = 14;
const THICKEST_SHARE = 0.08;

/** How much of what a rule lies off its expected place changes that place, and its slope a column. */
const POSITION_GAIN = 0.2;
const SLOPE_GAIN = 0.005;

/** What is known of a rule's part that is straight. */
interface Seed {
  readonly row: number;
  readonly slope: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Follows a rule from its straight part to both ends; returns undefined where it is too thick,
 * too often crossed or interrupted for a rule.
 */
export function followRule(picture: InkPicture, seed: Seed, shortest: number): Rule | undefined {
  const heights: number[] = [];
  for (let x = seed.from; x <= seed.to; x += 1) {
    const run = runAcross(picture, x, Math.round(seed.row + seed.slope * x));
    if (run !== undefined) heights.push(run.height);
  }
  heights.sort((left, right) => left - right);
  const thickness = heights[Math.floor(heights.length * 0.4)];
  const start = Math.round((seed.from + seed.to) / 2);
  const row = seed.row + seed.slope * start;
  const right = follow(picture, start, 1, row, seed.slope, thickness, shortest / 2);
  const left = follow(
    picture,
    start - 1,
    -1,
    row - seed.slope,
    -seed.slope,
    thickness,
    shortest / 2,
  );
  const rows = Float32Array.from([...left.rows.reverse(), ...right.rows]);
  const limit = Math.min(THICKEST, THICKEST_SHARE * rows.length);
  const isRule = rows.length >= shortest && thickness <= limit &&
    left.inked + right.inked >= SMALLEST_COVER * rows.length &&
    left.free + right.free >= SMALLEST_FREE * rows.length;
  const from = start - left.rows.length;
  return isRule ? { from, to: from + rows.length - 1, rows, thickness } : undefined;
}

/** Follows a rule column by column as long as it does not vanish for more than `longestHole`. */
function follow(
  picture: InkPicture,
  start: number,
  step: number,
  row: number,
  slope: number,
  thickness: number,
  longestHole: number,
) {
  const rows: number[] = [];
  const seen = { inked: 0, free: 0, length: 0 };
  const now = { inked: 0, free: 0 };
  for (
    let x = start;
    x >= 0 && x < picture.width && rows.length - seen.length <= longestHole;
    x += step
  ) {
    const run = runAcross(picture, x, Math.round(row));
    if (run !== undefined) {
      now.inked += 1;
      const away = run.row - row;
      if (Math.abs(run.height - thickness) <= 1 && Math.abs(away) <= REACH) {
        row += POSITION_GAIN * away;
        slope = Math.max(-LARGEST_SLOPE, Math.min(LARGEST_SLOPE, slope + SLOPE_GAIN * away));
        if (Math.abs(away) <= REACH / 2) now.free += 1;
      }
    }
    rows.push(row);
    if (run !== undefined) Object.assign(seen, now, { length: rows.length });
    row += slope;
  }
  return { rows: rows.slice(0, seen.length), inked: seen.inked, free: seen.free };
}

/** Returns the run of ink down a column that passes within reach of a row. */
function runAcross({ width, height, ink }: InkPicture, x: number, row: number) {
  const inked = (y: number) => y >= 0 && y < height && ink[y * width + x] >= RULE_INK;
  const start = [0, -1, 1, -REACH, REACH].map((away) => row + away).find(inked);
  if (start === undefined) return undefined;
  let [top, bottom] = [start, start];
  while (inked(top - 1)) top -= 1;
  while (inked(bottom + 1)) bottom += 1;
  return { row: (top + bottom) / 2, height: bottom - top + 1 };
}
