/** From a picture to the lattices of its lines. */

import type { LineLattice } from "./lattice.ts";
import { componentsInCells, createCellLattice } from "./picture/cell_lattice.ts";
import { findCells } from "./picture/cells.ts";
import { labelEdges } from "./picture/character_ink.ts";
import { findComponents } from "./picture/components.ts";
import { eraseRule } from "./picture/erase_rule.ts";
import { findInk } from "./picture/find_ink.ts";
import type { GreyPicture, InkPicture } from "./picture/grey_picture.ts";
import { createLineLattice } from "./picture/line_lattice.ts";
import { findRules } from "./picture/rules.ts";
import { findSlope, straighten } from "./picture/straighten.ts";
import { measureStrokeWidth } from "./picture/stroke_width.ts";
import { findTextLines, measureCharacterHeight } from "./picture/text_lines.ts";

/** Shortest rule, in heights of what stands on the page, in pixels and as a share of the width. */
const SHORTEST_RULE = { heights: 2.2, pixels: 40, share: 0.2 };

/** Finds the lines of writing on a picture, from top to bottom; none where there is no writing. */
export function findLines(picture: GreyPicture): LineLattice[] {
  const slanted = findInk(picture);
  if (slanted === undefined) return [];
  const { picture: ink } = straighten(
    slanted,
    findSlope(slanted, measureStrokeWidth(slanted)),
  );
  const rows = eraseForm(ink);
  const { components, labels } = findComponents(ink);
  const labelled = { ...ink, labels };
  labelEdges(labelled);
  const boxed = new Set<number>();
  const cellLattices = rows.flatMap((row) => {
    const own = componentsInCells(row, components);
    for (const { label } of own) boxed.add(label);
    return createCellLattice(labelled, row, own) ?? [];
  });
  const strokeWidth = measureStrokeWidth(ink);
  const lineLattices = findTextLines(components.filter(({ label }) => !boxed.has(label)))
    .map((line) => createLineLattice(labelled, line, strokeWidth));
  return [...cellLattices, ...lineLattices].sort((left, right) => left.baseLine - right.baseLine);
}

/** Erases rules and boxes in place and returns the rows of boxes. */
function eraseForm(ink: InkPicture) {
  const height = measureCharacterHeight(findComponents(ink).components);
  const shortest = Math.min(
    Math.max(SHORTEST_RULE.heights * height, SHORTEST_RULE.pixels),
    SHORTEST_RULE.share * ink.width,
  );
  const rules = findRules(ink, shortest);
  const rows = findCells(ink, rules);
  for (const rule of rules) eraseRule(ink, rule, false);
  for (const { top, bottom, walls } of rows) {
    for (const wall of walls) {
      const from = wall.from - top.thickness - 4;
      eraseRule(ink, { ...wall, from, to: wall.to + bottom.thickness + 4 }, true);
    }
  }
  return rows;
}
