/** The boxes of a form, one for each character. */

import type { InkPicture } from "./grey_picture.ts";
import { rowAt, type Rule, RULE_INK } from "./rule.ts";

/** A row of boxes between two level rules. */
export interface CellRow {
  readonly top: Rule;
  readonly bottom: Rule;
  /** Upright rules that part the boxes, from left to right; their rows are columns. */
  readonly walls: readonly Rule[];
  /** The boxes, from left to right. */
  readonly cells: readonly Cell[];
}

/** A box: the places of the walls on both sides, at half its height. */
export interface Cell {
  readonly left: number;
  readonly right: number;
}

/** Heights of boxes, in pixels. */
const LOWEST = 10;
const HIGHEST = 300;

/** Widths of boxes, in their heights. */
const NARROWEST = 0.3;
const WIDEST = 1.8;

/** Share of the height between two rules that a wall covers. */
const WALL_COVER = 0.92;

/** Slopes of walls that are tried. */
const SLOPES = [-0.03, -0.015, 0, 0.015, 0.03];

/** How far boxes may differ from the usual width, as a share of it. */
const TOLERANCE = 0.15;

/** Finds rows of at least two boxes between neighbouring rules. */
export function findCells(picture: InkPicture, rules: readonly Rule[]): CellRow[] {
  const rows: CellRow[] = [];
  for (const top of rules) {
    for (const bottom of rules) {
      const from = Math.max(top.from, bottom.from);
      const to = Math.min(top.to, bottom.to);
      const middle = (from + to) / 2;
      const height = rowAt(bottom, middle) - rowAt(top, middle);
      if (to - from < height || height < LOWEST || height > HIGHEST) continue;
      const between = rules.some((rule) =>
        rule.from < to && rule.to > from && rowAt(rule, middle) > rowAt(top, middle) + LOWEST &&
        rowAt(rule, middle) < rowAt(bottom, middle) - LOWEST
      );
      if (between) continue;
      const walls = keepRegular(findWalls(picture, top, bottom, from, to), height);
      const cells = walls.slice(1).map((wall, index) => ({
        left: wallColumn(walls[index]),
        right: wallColumn(wall),
      })).filter(({ left, right }) =>
        right - left >= NARROWEST * height && right - left <= WIDEST * height
      );
      if (cells.length >= 2) rows.push({ top, bottom, walls, cells });
    }
  }
  return keepApart(rows);
}

function wallColumn(wall: Rule): number {
  return rowAt(wall, (wall.from + wall.to) / 2);
}

/** Finds the upright rules that reach from one level rule to the other. */
function findWalls(
  { width, ink }: InkPicture,
  top: Rule,
  bottom: Rule,
  from: number,
  to: number,
): Rule[] {
  const walls: { columns: number[]; slope: number; from: number; to: number; cover: number }[] = [];
  for (let x = Math.max(1, Math.floor(from) - 3); x <= Math.min(width - 2, to + 3); x += 1) {
    const first = Math.ceil(rowAt(top, x) + top.thickness / 2);
    const last = Math.floor(rowAt(bottom, x) - bottom.thickness / 2);
    const half = (first + last) / 2;
    let best = { cover: 0, slope: 0 };
    const length = last - first + 1;
    const allowed = Math.floor((1 - WALL_COVER) * length);
    for (const slope of SLOPES) {
      let missing = 0;
      for (let y = first; y <= last && missing <= allowed; y += 1) {
        const column = Math.round(x + slope * (y - half));
        if (column < 0 || column >= width || ink[y * width + column] < RULE_INK) missing += 1;
      }
      if (missing > allowed) continue;
      const cover = 1 - missing / length;
      if (cover > best.cover || cover === best.cover && Math.abs(slope) < Math.abs(best.slope)) {
        best = { cover, slope };
      }
    }
    if (best.cover === 0) continue;
    const open = walls.at(-1);
    if (open !== undefined && x - (open.columns.at(-1) ?? x) <= 1) {
      open.columns.push(x);
      if (best.cover > open.cover) {
        open.slope = best.slope;
        open.cover = best.cover;
      }
    } else {
      walls.push({ columns: [x], slope: best.slope, from: first, to: last, cover: best.cover });
    }
  }
  return walls.map(({ columns, slope, from: start, to: end }) => {
    const middle = (columns[0] + columns[columns.length - 1]) / 2;
    const rows = Float32Array.from(
      { length: end - start + 1 },
      (_, index) => middle + slope * (index - (end - start) / 2),
    );
    return { from: start, to: end, rows, thickness: columns.length };
  });
}

/** Leaves out walls within a box of the usual width: they are strokes from rule to rule. */
function keepRegular(walls: readonly Rule[], height: number): Rule[] {
  const columns = walls.map(wallColumn);
  const widths = columns.slice(1).map((column, index) => column - columns[index])
    .filter((width) => width >= NARROWEST * height && width <= WIDEST * height)
    .sort((left, right) => left - right);
  const usual = widths[Math.floor(widths.length * 0.6)];
  if (usual === undefined) return [...walls];
  const kept = [...walls];
  for (let index = 1; index + 1 < kept.length; index += 1) {
    const [before, own, after] = kept.slice(index - 1, index + 2).map(wallColumn);
    const isRegular = Math.abs(own - before - usual) <= TOLERANCE * usual ||
      Math.abs(after - own - usual) <= TOLERANCE * usual;
    if (isRegular || Math.abs(after - before - usual) > TOLERANCE * usual) continue;
    kept.splice(index, 1);
    index -= 1;
  }
  return kept;
}

/** Keeps the rows with the most boxes among those that overlap, the lowest where they are equal. */
function keepApart(rows: readonly CellRow[]): CellRow[] {
  const kept: CellRow[] = [];
  const byCells = rows.toSorted((left, right) =>
    right.cells.length - left.cells.length || heightOf(left) - heightOf(right)
  );
  for (const row of byCells) {
    const middle = (row.cells[0].left + row.cells[row.cells.length - 1].right) / 2;
    const overlaps = kept.some((other) =>
      other.cells[0].left < row.cells[row.cells.length - 1].right &&
      other.cells[other.cells.length - 1].right > row.cells[0].left &&
      rowAt(other.top, middle) < rowAt(row.bottom, middle) - 1 &&
      rowAt(other.bottom, middle) > rowAt(row.top, middle) + 1
    );
    if (!overlaps) kept.push(row);
  }
  return kept;
}

function heightOf({ top, bottom, cells }: CellRow): number {
  return rowAt(bottom, cells[0].left) - rowAt(top, cells[0].left);
}
