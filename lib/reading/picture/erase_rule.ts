/** Erasing a rule from under writing: strokes that cross it or end on it stay. */

import { type InkPicture, STROKE } from "./grey_picture.ts";
import type { Rule } from "./rules.ts";

/** Ink by which a stroke is darker than a rule where the two can be told apart. */
const DARKER = 60;

/** Rows beyond a rule's edge where a stroke that touches it is looked for. */
const LOOK = 2;

/** Columns that a rule may be longer than it was seen. */
const OVERHANG = 2;

interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * Erases a rule in place.
 *
 * @param isUpright Whether the rule's rows are the picture's columns.
 */
export function eraseRule(picture: InkPicture, rule: Rule, isUpright: boolean): void {
  const { ink } = picture;
  const [along, across] = isUpright ? [picture.width, 1] : [1, picture.width];
  const [length, depth] = isUpright
    ? [picture.height, picture.width]
    : [picture.width, picture.height];
  const first = Math.max(0, rule.from - OVERHANG);
  const last = Math.min(length - 1, rule.to + OVERHANG);
  const topAt = (x: number) =>
    Math.max(0, Math.round(rule.row + rule.slope * x - rule.thickness / 2 - 0.5));
  const height = rule.thickness + 1;
  const inkAt = (x: number, y: number) => y < 0 || y >= depth ? 0 : ink[x * along + y * across];
  const above = findIntervals(first, last, (x) => inkAt(x, topAt(x) - LOOK) >= STROKE);
  const below = findIntervals(first, last, (x) => inkAt(x, topAt(x) + height + LOOK) >= STROKE);
  const level = measureLevel(first, last, (x) => {
    if (inkAt(x, topAt(x) - LOOK) >= STROKE || inkAt(x, topAt(x) + height + LOOK) >= STROKE) return;
    return inkAt(x, Math.round(rule.row + rule.slope * x));
  });
  const darker = level + DARKER <= 240 ? (level + 255) / 2 : 256;
  for (let x = first; x <= last; x += 1) {
    const top = topAt(x);
    for (let y = top; y < Math.min(depth, top + height + 1); y += 1) {
      const index = x * along + y * across;
      if (ink[index] < darker) ink[index] = 0;
    }
  }
  for (const upper of above) {
    for (const lower of below) fillBridge(upper, lower);
  }

  /** Puts back what an upper and a lower part of the same stroke have between them. */
  function fillBridge(upper: Interval, lower: Interval): void {
    const reach = height + LOOK;
    if (upper.from - lower.to > reach || lower.from - upper.to > reach) return;
    const clamp = (value: number, to: number) => Math.max(to - reach, Math.min(to + reach, value));
    const start = { from: clamp(upper.from, lower.from), to: clamp(upper.to, lower.to) };
    const end = { from: clamp(lower.from, upper.from), to: clamp(lower.to, upper.to) };
    for (let step = -LOOK; step <= height + LOOK; step += 1) {
      const share = (step + LOOK) / (height + 2 * LOOK);
      const from = Math.round(start.from + share * (end.from - start.from));
      const to = Math.round(start.to + share * (end.to - start.to));
      for (let x = Math.max(first, from); x <= Math.min(last, to); x += 1) {
        const y = topAt(x) + step;
        if (y >= 0 && y < depth) ink[x * along + y * across] = 255;
      }
    }
  }
}

function findIntervals(first: number, last: number, holds: (x: number) => boolean): Interval[] {
  const intervals: { from: number; to: number }[] = [];
  for (let x = first; x <= last; x += 1) {
    if (!holds(x)) continue;
    const open = intervals.at(-1);
    if (open !== undefined && open.to === x - 1) open.to = x;
    else intervals.push({ from: x, to: x });
  }
  return intervals;
}

/** Returns the median ink of a rule where nothing touches it. */
function measureLevel(first: number, last: number, inkOf: (x: number) => number | undefined) {
  const levels: number[] = [];
  for (let x = first; x <= last; x += 1) {
    const level = inkOf(x);
    if (level !== undefined) levels.push(level);
  }
  return levels.sort((left, right) => left - right)[levels.length >> 1] ?? 255;
}
