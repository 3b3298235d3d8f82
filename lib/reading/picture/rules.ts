/** Ruled lines and the frames of boxes: long, straight, level and thin. */

import type { InkPicture } from "./grey_picture.ts";

/** Ink from which a pixel may belong to a rule: rules are often paler than writing. */
export const RULE_INK = 64;

/** A level rule; the row of its middle at column x is `row + slope · x`. */
export interface Rule {
  readonly from: number;
  readonly to: number;
  readonly row: number;
  readonly slope: number;
  /** Its height where nothing crosses it, soft edges included, in pixels. */
  readonly thickness: number;
}

/** Slopes that are searched: what a straightened page has left, and pages that are not flat. */
const LARGEST_SLOPE = 0.03;
const SLOPE_STEP = 0.002;

/** How far runs may lie from the middle of their rule, in pixels. */
const REACH = 2;

/** Pixels in a rule that may be missing. */
const LARGEST_HOLE = 2;

/** Share of a rule's length that its runs cover. */
const SMALLEST_COVER = 0.88;

/** Share of it that nothing crosses and that is straight within a pixel. */
const SMALLEST_FREE = 0.45;

/** Thickest rule, in pixels, whatever its length; and thickest for its length. */
const THICKEST = 14;
const THICKEST_SHARE = 0.08;

interface Run {
  readonly from: number;
  readonly to: number;
  readonly row: number;
}

/** Finds the rules of at least `shortest` pixels, the longest first. */
export function findRules(picture: InkPicture, shortest: number): Rule[] {
  let runs = findRuns(picture, Math.max(10, Math.round(shortest / 6)));
  const rules: Rule[] = [];
  while (true) {
    const line = strongestLine(runs, picture.height);
    if (line === undefined || line.length < shortest * SMALLEST_COVER) return rules;
    const isNear = ({ from, to, row }: Run) =>
      Math.abs(row - line.row - line.slope * (from + to) / 2) <= REACH;
    const near = runs.filter(isNear);
    for (const [from, to] of findExtents(near, shortest)) {
      const rule = measureRule(picture, { ...line, from, to });
      if (rule !== undefined) rules.push(rule);
    }
    runs = runs.filter((run) => !isNear(run));
  }
}

/**
 * Returns the runs of ink along rows that are at least `shortest` pixels long, in pieces of that
 * length, so that a long one does not count for slopes that it has not.
 */
function findRuns({ width, height, ink }: InkPicture, shortest: number): Run[] {
  const runs: Run[] = [];
  for (let row = 0; row < height; row += 1) {
    let [from, last] = [0, -1];
    for (let x = 0; x <= width; x += 1) {
      if (x < width && ink[row * width + x] < RULE_INK) continue;
      if (x === width || x - last > LARGEST_HOLE + 1) {
        const pieces = Math.floor((last - from + 1) / shortest);
        for (let piece = 0; piece < pieces; piece += 1) {
          const start = from + piece * shortest;
          runs.push({ from: start, to: piece + 1 < pieces ? start + shortest - 1 : last, row });
        }
        from = x;
      }
      last = x;
    }
  }
  return runs;
}

/** Returns the line on which most of the runs' length lies (the Hough transform, over few slopes). */
function strongestLine(runs: readonly Run[], height: number) {
  if (runs.length === 0) return undefined;
  const margin = height;
  const lengths = new Float64Array(height + 2 * margin);
  let best = { row: 0, slope: 0, length: 0 };
  for (let slope = -LARGEST_SLOPE; slope <= LARGEST_SLOPE + 1e-9; slope += SLOPE_STEP) {
    lengths.fill(0);
    for (const { from, to, row } of runs) {
      const place = Math.round(row - slope * (from + to) / 2) + margin;
      if (place > 0 && place + 1 < lengths.length) lengths[place] += to - from + 1;
    }
    for (let place = 1; place + 1 < lengths.length; place += 1) {
      const length = lengths[place];
      if (length > best.length) best = { row: place - margin, slope, length };
    }
  }
  return best;
}

/** Returns the parts of a line that are covered by runs; holes as wide as a character are bridged. */
function findExtents(runs: readonly Run[], shortest: number): [from: number, to: number][] {
  const parts: { from: number; to: number; covered: number }[] = [];
  for (const { from, to } of runs.toSorted((left, right) => left.from - right.from)) {
    const last = parts.at(-1);
    if (last === undefined || from - last.to > shortest / 2) {
      parts.push({ from, to, covered: to - from + 1 });
    } else if (to > last.to) {
      last.covered += to - Math.max(from - 1, last.to);
      last.to = to;
    }
  }
  return parts.filter(({ from, to, covered }) =>
    to - from + 1 >= shortest && covered >= SMALLEST_COVER * (to - from + 1)
  ).map(({ from, to }) => [from, to]);
}

/** Fits the rule where nothing crosses it; returns undefined where it is too thick for a rule. */
function measureRule(
  picture: InkPicture,
  line: { row: number; slope: number; from: number; to: number },
): Rule | undefined {
  const middles: { x: number; row: number; height: number }[] = [];
  for (let x = line.from; x <= line.to; x += 1) {
    const run = runAcross(picture, x, Math.round(line.row + line.slope * x));
    if (run !== undefined) middles.push({ x, ...run });
  }
  if (middles.length < SMALLEST_COVER * (line.to - line.from + 1)) return undefined;
  const heights = middles.map(({ height }) => height).sort((left, right) => left - right);
  const thickness = heights[Math.floor(heights.length * 0.4)];
  const length = line.to - line.from + 1;
  if (thickness > Math.min(THICKEST, THICKEST_SHARE * length)) return undefined;
  const free = middles.filter(({ height }) => Math.abs(height - thickness) <= 1);
  const meanX = free.reduce((sum, { x }) => sum + x, 0) / free.length;
  const meanRow = free.reduce((sum, { row }) => sum + row, 0) / free.length;
  const spread = free.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const slope = free.reduce((sum, { x, row }) => sum + (x - meanX) * (row - meanRow), 0) /
    Math.max(1, spread);
  const rule = {
    ...{ from: line.from, to: line.to },
    row: meanRow - slope * meanX,
    slope,
    thickness,
  };
  const straight = free.filter(({ x, row }) => Math.abs(row - rule.row - slope * x) <= REACH / 2);
  return straight.length >= SMALLEST_FREE * length ? rule : undefined;
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
