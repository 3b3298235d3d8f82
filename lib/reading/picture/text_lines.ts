/** Lines of writing: which components stand beside each other. */

import { median } from "../median.ts";
import type { Component } from "./components.ts";

/** A line of writing that is not in boxes. */
export interface TextLine {
  /** Its components from left to right. */
  readonly components: readonly Component[];
  /** Where capitals end at the top and stand at the bottom, in pixels. */
  readonly topLine: number;
  readonly baseLine: number;
}

/** Heights of components that can stand in a line on their own, in heights of a character. */
const LOWEST_CORE = 0.45;
const HIGHEST_CORE = 3;

/** Height of the smallest characters that can be read, in pixels. */
const LOWEST = 8;

/** How far middles of neighbours may lie apart, across and along the line. */
const LARGEST_STEP = 0.65;
const LARGEST_GAP = 15;

/** Components with less of a character's height, in both directions, are dirt. */
const SMALLEST_MARK = 0.08;

/** How far above and below its line a dot or an accent may hang. */
const MARK_REACH = 0.5;

/** Returns the height of most characters, in pixels: the median, every pixel of ink counted. */
export function measureCharacterHeight(components: readonly Component[]): number {
  const heights = components.map(({ top, bottom, area }) => ({ height: bottom - top + 1, area }))
    .sort((left, right) => left.height - right.height);
  const total = heights.reduce((sum, { area }) => sum + area, 0);
  let seen = 0;
  for (const { height, area } of heights) {
    seen += area;
    if (seen >= total / 2) return height;
  }
  return 0;
}

/**
 * Sorts components into lines, from top to bottom.
 *
 * @param lowest Height of the smallest characters, in pixels: what is lower is dirt.
 */
export function findTextLines(components: readonly Component[], lowest = LOWEST): TextLine[] {
  const height = measureCharacterHeight(
    components.filter(({ top, bottom }) => bottom - top >= lowest),
  );
  if (height === 0) return [];
  const isCore = (component: Component) => {
    const own = component.bottom - component.top + 1;
    return own >= Math.max(lowest, LOWEST_CORE * height) && own <= HIGHEST_CORE * height;
  };
  const lines: Component[][] = [];
  for (const core of components.filter(isCore).sort((a, b) => a.left - b.left)) {
    const distances = lines.map((line) => distance(line, core, height));
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest >= 0 && distances[nearest] <= LARGEST_STEP) lines[nearest].push(core);
    else lines.push([core]);
  }
  for (const mark of components) {
    const size = Math.max(mark.bottom - mark.top, mark.right - mark.left) + 1;
    if (isCore(mark) || size < SMALLEST_MARK * height) continue;
    if (mark.bottom - mark.top + 1 > HIGHEST_CORE * height) continue;
    const distances = lines.map((line) => markDistance(line, mark, height));
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest >= 0 && distances[nearest] < Infinity) lines[nearest].push(mark);
  }
  return lines.map((line) => placeLine(line, isCore))
    .sort((left, right) => left.baseLine - right.baseLine);
}

function middle({ top, bottom }: Component): number {
  return (top + bottom) / 2;
}

/** Returns how far a core lies above or below the end of a line, in heights of a character. */
function distance(line: readonly Component[], core: Component, height: number): number {
  const last = line.slice(-4);
  const right = Math.max(...last.map((component) => component.right));
  if (core.left - right > LARGEST_GAP * height) return Infinity;
  return Math.abs(median(last.map(middle)) - middle(core)) / height;
}

/** Returns how far a mark lies from the nearest core of a line above or below it. */
function markDistance(line: readonly Component[], mark: Component, height: number): number {
  let best = Infinity;
  for (const { left, right, top, bottom } of line) {
    const across = Math.max(0, left - mark.right, mark.left - right);
    const down = Math.max(0, top - mark.bottom, mark.top - bottom);
    if (across > height || down > MARK_REACH * height) continue;
    best = Math.min(best, across + 2 * down);
  }
  return best;
}

function placeLine(components: Component[], isCore: (component: Component) => boolean): TextLine {
  const cores = components.filter(isCore);
  const tops = cores.map(({ top }) => top).sort((left, right) => left - right);
  return {
    components: components.sort((left, right) => left.left - right.left),
    topLine: tops[Math.floor(tops.length / 4)],
    baseLine: median(cores.map(({ bottom }) => bottom + 1)),
  };
}
