/** Ruled lines and the frames of boxes: long, straight, level and thin. */

import type { InkPicture } from "./grey_picture.ts";
import { findInkRuns } from "./ink_runs.ts";
import {
  followRule,
  LARGEST_SLOPE,
  REACH,
  rowAt,
  type Rule,
  RULE_INK,
  SMALLEST_COVER,
} from "./rule.ts";

/** Step between the slopes that are searched. */
const SLOPE_STEP = 0.002;

/** Pixels in a rule that may be missing. */
const LARGEST_HOLE = 2;

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
    const near = runs.filter(({ from, to, row }) =>
      Math.abs(row - line.row - line.slope * (from + to) / 2) <= REACH
    );
    const used = new Set(near);
    for (const [from, to] of findExtents(near, shortest)) {
      const rule = followRule(picture, { ...line, from, to }, shortest);
      if (rule === undefined) continue;
      rules.push(rule);
      const reach = rule.thickness / 2 + REACH;
      for (const run of runs) {
        const middle = (run.from + run.to) / 2;
        if (middle < rule.from || middle > rule.to) continue;
        if (Math.abs(run.row - rowAt(rule, middle)) <= reach) used.add(run);
      }
    }
    runs = runs.filter((run) => !used.has(run));
  }
}

/**
 * Returns the runs of ink along rows that are at least `shortest` pixels long, in pieces of that
 * length, so that a long one does not count for slopes that it has not.
 */
function findRuns(picture: InkPicture, shortest: number): Run[] {
  const { width, height, rows, starts, ends } = findInkRuns(picture, RULE_INK);
  const runs: Run[] = [];
  for (let row = 0; row < height; row += 1) {
    for (let run = rows[row]; run < rows[row + 1]; run += 1) {
      const from = starts[run] - row * width;
      while (run + 1 < rows[row + 1] && starts[run + 1] - ends[run] <= LARGEST_HOLE) run += 1;
      const last = ends[run] - row * width - 1;
      const pieces = Math.floor((last - from + 1) / shortest);
      for (let piece = 0; piece < pieces; piece += 1) {
        const start = from + piece * shortest;
        runs.push({ from: start, to: piece + 1 < pieces ? start + shortest - 1 : last, row });
      }
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
