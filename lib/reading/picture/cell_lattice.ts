/** From a row of boxes to a lattice: a character stands in each box, or none. */

import { type Box, boxAround, type Candidate, type LineLattice } from "../lattice.ts";
import { type Atom, boxAroundAtoms, type LabelledInk, measureAtom, type Seam } from "./atoms.ts";
import type { Cell, CellRow } from "./cells.ts";
import { drawAtoms } from "./character_ink.ts";
import { median } from "../median.ts";
import type { Component } from "./components.ts";
import { normaliseCharacter } from "./normalise.ts";
import { rowAt } from "./rule.ts";

/** Share of a component that has to lie in a box so that it is cut at the box's wall. */
const CUT_SHARE = 0.2;

/** How far characters may reach out of their boxes, in heights of a box. */
const OVERHANG = 0.35;

/** What is smaller, in heights of a box, is dirt or what is left of a frame. */
const SMALLEST_CHARACTER = 0.2;
const SMALLEST_ATOM = 0.06;

/** Returns the components that stand in a row of boxes. */
export function componentsInCells(
  { top, bottom, cells }: CellRow,
  components: readonly Component[],
): Component[] {
  const [left, right] = [cells[0].left, cells[cells.length - 1].right];
  return components.filter((component) => {
    const x = (component.left + component.right) / 2;
    const y = (component.top + component.bottom) / 2;
    const height = rowAt(bottom, x) - rowAt(top, x);
    return x > left && x < right && y > rowAt(top, x) && y < rowAt(bottom, x) &&
      component.top > rowAt(top, x) - OVERHANG * height &&
      component.bottom < rowAt(bottom, x) + OVERHANG * height;
  });
}

/** Builds the lattice of a row of boxes, or returns undefined where all are empty. */
export function createCellLattice(
  picture: LabelledInk,
  row: CellRow,
  components: readonly Component[],
): LineLattice | undefined {
  const middle = (row.cells[0].left + row.cells[row.cells.length - 1].right) / 2;
  const height = rowAt(row.bottom, middle) - rowAt(row.top, middle);
  const filled = row.cells.map((cell) => ({ cell, atoms: atomsIn(picture, cell, components) }))
    .map(({ cell, atoms }) => ({
      cell,
      atoms: atoms.filter(({ box }) => longerSide(box) >= SMALLEST_ATOM * height),
    }))
    .filter(({ atoms }) =>
      atoms.length > 0 &&
      longerSide(boxAroundAtoms(atoms)) >= SMALLEST_CHARACTER * height
    );
  if (filled.length === 0) return undefined;
  const candidates = filled.map(({ atoms }, index): Candidate => {
    const box = boxAroundAtoms(atoms);
    const image = normaliseCharacter(drawAtoms(picture, atoms, box));
    return { from: index, to: index + 1, box, image, cost: 0 };
  });
  const gaps = new Float32Array(filled.length + 1);
  for (let index = 1; index < filled.length; index += 1) {
    gaps[index] = (filled[index].cell.left - filled[index - 1].cell.right) / height;
  }
  const boxes = candidates.map(({ box }) => box);
  const tops = boxes.map(({ y }) => y).sort((left, right) => left - right);
  return {
    box: boxAround(boxes),
    cutCount: filled.length + 1,
    candidates,
    gaps,
    topLine: tops[Math.floor(tops.length / 4)],
    baseLine: median(boxes.map(({ y, height: own }) => y + own)),
    slope: 0,
    cells: true,
  };
}

function longerSide({ width, height }: Box): number {
  return Math.max(width, height);
}

/** Returns the ink in a box; a component that reaches into the next box is cut at the wall. */
function atomsIn(
  picture: LabelledInk,
  cell: Cell,
  components: readonly Component[],
): Atom[] {
  return components.flatMap((component): Atom[] => {
    if (component.right < cell.left || component.left > cell.right) return [];
    const share = shareInside(picture, component, cell);
    if (share < CUT_SHARE) return [];
    if (share > 1 - CUT_SHARE) return [measureAtom(picture, component)];
    const y = (component.top + component.bottom) / 2;
    const seam = (x: number): Seam => ({ x, y, slope: 0 });
    const atom = measureAtom(
      picture,
      component,
      component.left < cell.left ? seam(cell.left) : undefined,
      component.right > cell.right ? seam(cell.right) : undefined,
    );
    return atom.box.width > 0 ? [atom] : [];
  });
}

/** Returns the share of a component's pixels that lie between a box's walls. */
function shareInside({ width, labels }: LabelledInk, component: Component, cell: Cell): number {
  if (component.left >= cell.left && component.right <= cell.right) return 1;
  let [inside, total] = [0, 0];
  for (let y = component.top; y <= component.bottom; y += 1) {
    for (let x = component.left; x <= component.right; x += 1) {
      if (labels[y * width + x] !== component.label) continue;
      total += 1;
      if (x >= cell.left && x <= cell.right) inside += 1;
    }
  }
  return inside / total;
}
