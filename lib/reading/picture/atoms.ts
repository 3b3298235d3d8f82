/** The smallest pieces that characters are put together from, and where touching ones are cut. */

import { type Box, boxAround } from "../lattice.ts";
import type { Component } from "./components.ts";
import { type InkPicture, STROKE } from "./grey_picture.ts";

/** A straight cut through ink: `x` at the row `y`, `slope` columns to the right for each row down. */
export interface Seam {
  readonly x: number;
  readonly y: number;
  readonly slope: number;
}

/** A component, or what lies of it between two seams. */
export interface Atom {
  readonly label: number;
  readonly box: Box;
  readonly start?: Seam;
  readonly end?: Seam;
  /** Probability that a character ends to its right, as far as its shape and place tell. */
  readonly ends: number;
}

/** What cutting needs to know of a picture. */
export interface LabelledInk extends InkPicture {
  readonly labels: Int32Array;
}

/** Slopes that seams are tried with. */
const SLOPES = [-0.4, -0.2, 0, 0.2, 0.4];

/** Widths, in heights of a character: narrower components are not cut, pieces are not narrower. */
const NARROWEST_CUT = 0.7;
const NARROWEST_PIECE = 0.2;

/** Most ink that a seam may pass through, in widths of a stroke. */
const MOST_INK = 2.2;

/** Returns column of a seam at a row. */
export function seamColumn({ x, y, slope }: Seam, row: number): number {
  return x + slope * (row - y);
}

/** Cuts a component at every place where two characters may touch. */
export function cutComponent(
  picture: LabelledInk,
  component: Component,
  height: number,
  strokeWidth: number,
): Atom[] {
  const width = component.right - component.left + 1;
  const seams = width < NARROWEST_CUT * height
    ? []
    : findSeams(picture, component, height, strokeWidth);
  const bounds = [undefined, ...seams, undefined];
  return bounds.slice(1).map((end, index) => ({
    ...measureAtom(picture, component, bounds[index]?.seam, end?.seam),
    ends: end === undefined ? 1 : end.chance,
  })).filter(({ box }) => box.width > 0);
}

/** Returns what of a component lies between two seams, its box 0 wide where nothing does. */
export function measureAtom(
  picture: LabelledInk,
  component: Component,
  start?: Seam,
  end?: Seam,
): Atom {
  const box = measureBox(picture, component, start, end);
  return { label: component.label, box, start, end, ends: 1 };
}

/** Returns the smallest box around some atoms, at least one. */
export function boxAroundAtoms(atoms: readonly Atom[]): Box {
  return boxAround(atoms.map(({ box }) => box));
}

interface RatedSeam {
  readonly seam: Seam;
  readonly chance: number;
}

function findSeams(
  picture: LabelledInk,
  component: Component,
  height: number,
  strokeWidth: number,
): RatedSeam[] {
  const { left, right, top, bottom } = component;
  const margin = Math.max(2, Math.round(NARROWEST_PIECE * height));
  const y = (top + bottom) / 2;
  const width = right - left + 1;
  const found: { seam: Seam; ink: number }[] = [];
  for (let x = left + margin; x <= right + 1 - margin; x += 1) {
    const tried = SLOPES.map((slope) => {
      const seam = { x, y, slope };
      return {
        seam,
        ink: inkAlong(picture, component, seam) / strokeWidth + 0.3 * Math.abs(slope),
      };
    });
    found.push(tried.reduce((best, other) => other.ink < best.ink ? other : best));
  }
  const chosen: { seam: Seam; ink: number }[] = [];
  for (const candidate of found.toSorted((one, other) => one.ink - other.ink)) {
    if (candidate.ink > MOST_INK) break;
    if (chosen.every(({ seam }) => Math.abs(seam.x - candidate.seam.x) >= margin)) {
      chosen.push(candidate);
    }
  }
  const wide = 1 / (1 + Math.exp(-(width / height - 1.35) * 6));
  return chosen.slice(0, Math.max(1, Math.round(2 * width / height)))
    .sort((one, other) => one.seam.x - other.seam.x)
    .map(({ seam, ink }) => ({
      seam,
      chance: (0.02 + 0.4 * wide) * Math.exp(-1.2 * Math.max(0, ink - 0.8)),
    }));
}

function inkAlong({ width, ink, labels }: LabelledInk, component: Component, seam: Seam): number {
  let count = 0;
  for (let row = component.top; row <= component.bottom; row += 1) {
    const column = Math.round(seamColumn(seam, row));
    if (column < component.left || column > component.right) continue;
    const index = row * width + column;
    if (ink[index] >= STROKE && labels[index] === component.label) count += 1;
  }
  return count;
}

function measureBox(
  { width, labels, ink }: LabelledInk,
  component: Component,
  start: Seam | undefined,
  end: Seam | undefined,
): Box {
  const { left, right, top, bottom, label } = component;
  if (start === undefined && end === undefined) {
    return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  }
  let [first, last, highest, lowest] = [Infinity, -1, Infinity, -1];
  for (let row = top; row <= bottom; row += 1) {
    const from = start === undefined ? left : Math.max(left, Math.ceil(seamColumn(start, row)));
    const to = end === undefined ? right : Math.min(right, Math.ceil(seamColumn(end, row)) - 1);
    for (let column = from; column <= to; column += 1) {
      const index = row * width + column;
      if (labels[index] !== label || ink[index] < STROKE) continue;
      [first, last] = [Math.min(first, column), Math.max(last, column)];
      [highest, lowest] = [Math.min(highest, row), row];
    }
  }
  if (last < 0) return { x: left, y: top, width: 0, height: 0 };
  return { x: first, y: highest, width: last - first + 1, height: lowest - highest + 1 };
}
