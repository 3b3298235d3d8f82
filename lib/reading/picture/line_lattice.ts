/** From the pieces of a line to all ways of putting characters together from them. */

import { type Box, type Candidate, type LineLattice } from "../lattice.ts";
import { type Atom, boxAroundAtoms, cutComponent, type LabelledInk } from "./atoms.ts";
import { drawAtoms } from "./character_ink.ts";
import { normaliseCharacter } from "./normalise.ts";
import type { TextLine } from "./text_lines.ts";

/** Most pieces of a character, and the widest one in heights of a character. */
const MOST_PIECES = 4;
const WIDEST_CHARACTER = 1.7;

/** Candidates that the segmentation holds more than this against are left out, in nats. */
const LARGEST_COST = 7;

/** Builds the lattice of a line. */
export function createLineLattice(
  picture: LabelledInk,
  line: TextLine,
  strokeWidth: number,
): LineLattice {
  const height = line.baseLine - line.topLine;
  const atoms = line.components.flatMap((component) =>
    cutComponent(picture, component, height, strokeWidth)
  ).sort((left, right) => centre(left.box) - centre(right.box));
  const ends = atoms.map((atom, index) => chanceOfEnd(atom, atoms[index + 1], height));
  const lasting = Float64Array.from(ends, (chance) => -Math.log(1 - chance));
  const ending = Float64Array.from(ends, (chance) => -Math.log(chance));
  const candidates: Candidate[] = [];
  for (let from = 0; from < atoms.length; from += 1) {
    let joined = 0;
    for (let to = from + 1; to <= Math.min(atoms.length, from + MOST_PIECES); to += 1) {
      if (to > from + 1) joined += lasting[to - 2];
      const pieces = atoms.slice(from, to);
      const box = boxAroundAtoms(pieces);
      const cost = joined + ((from > 0 ? ending[from - 1] : 0) +
            (to < atoms.length ? ending[to - 1] : 0)) / 2;
      if (to > from + 1 && box.width > WIDEST_CHARACTER * height) break;
      if (to > from + 1 && cost > LARGEST_COST) continue;
      const image = normaliseCharacter(drawAtoms(picture, pieces, box));
      candidates.push({ from, to, box, image, cost });
    }
  }
  return {
    box: boxAroundAtoms(atoms),
    cutCount: atoms.length + 1,
    candidates,
    gaps: measureGaps(atoms, height),
    topLine: line.topLine,
    baseLine: line.baseLine,
    slope: 0,
    cells: false,
  };
}

function centre({ x, width }: Box): number {
  return x + width / 2;
}

/** Returns the probability that a character ends between two neighbours. */
function chanceOfEnd(atom: Atom, next: Atom | undefined, height: number): number {
  if (next === undefined) return 1;
  if (atom.end !== undefined && next.start === atom.end) return atom.ends;
  const gap = (next.box.x - atom.box.x - atom.box.width) / height;
  const narrower = Math.min(atom.box.width, next.box.width) / height;
  const overlap = Math.max(0, -gap) / narrower;
  const smaller = Math.min(
    Math.max(atom.box.width, atom.box.height),
    Math.max(next.box.width, next.box.height),
  ) / height;
  if (smaller < 0.4) return overlap > 0.3 ? 0.03 : gap < 0.08 ? 0.1 : gap < 0.25 ? 0.35 : 0.9;
  if (overlap > 0.6) return 0.1;
  if (overlap > 0.3) return 0.5;
  if (gap < 0.03) return 0.85;
  return gap < 0.12 ? 0.95 : 0.99;
}

function measureGaps(atoms: readonly Atom[], height: number): Float32Array {
  const gaps = new Float32Array(atoms.length + 1);
  let right = -Infinity;
  for (const [index, { box }] of atoms.entries()) {
    if (index > 0) gaps[index] = Math.max(0, box.x - right) / height;
    right = Math.max(right, box.x + box.width);
  }
  return gaps;
}
