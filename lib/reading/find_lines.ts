/** From a picture to the lattices of its lines. */

import { type Box, boxAround, type LineLattice, scaleBox } from "./lattice.ts";
import { median } from "./median.ts";
import { componentsInCells, createCellLattice } from "./picture/cell_lattice.ts";
import { type CellRow, findCells } from "./picture/cells.ts";
import { labelEdges } from "./picture/character_ink.ts";
import { findComponents, labelPixels } from "./picture/components.ts";
import { eraseRules } from "./picture/erase_rule.ts";
import { findInk } from "./picture/find_ink.ts";
import type { GreyPicture, InkPicture } from "./picture/grey_picture.ts";
import { findInkRuns, type InkRuns } from "./picture/ink_runs.ts";
import { createLineLattice } from "./picture/line_lattice.ts";
import { findRules } from "./picture/rules.ts";
import { findSlope, straighten, type Straightened } from "./picture/straighten.ts";
import { measureStrokeWidth } from "./picture/stroke_width.ts";
import type { Stage } from "./stage.ts";
import { findTextLines, measureCharacterHeight } from "./picture/text_lines.ts";

/** Shortest rule, in heights of what stands on the page, in pixels and as a share of the width. */
const SHORTEST_RULE = { heights: 2.2, pixels: 40, share: 0.2 };

/** Fewer strokes, each of at least so many pixels, have no slant that can be told from their own. */
const FEWEST_MARKS = 4;
const SMALLEST_MARK = 20;

/** Width of the slimmest stroke, in its lengths: what is slimmer is what is left of a frame. */
const SLIMMEST = 0.045;

/** A line as high as the picture and less than half as wide is the edge of a shade. */
const WHOLE_SIDE = 0.98;
const HALF_SIDE = 0.5;

/** Height of characters beside boxes, in heights of those in boxes. */
const LOWEST_BESIDE_BOXES = 0.5;

/**
 * Finds the lines of writing on a picture, from top to bottom; none where there is no writing.
 *
 * @param watch Is shown each stage as soon as it is done.
 */
export function findLines(
  picture: GreyPicture,
  watch: (stage: Stage) => void = () => {},
): LineLattice[] {
  const slanted = findInk(picture);
  if (slanted === undefined) return [];
  watch({ name: "ink", ink: slanted });
  const { picture: ink, toSlanted } = straighten(slanted, findPageSlope(findInkRuns(slanted)));
  watch({ name: "straight", ink });
  const { rows, runs } = eraseForm(ink, watch);
  watch({ name: "erased", ink });
  const found = findComponents(runs);
  const components = found.components.filter(({ left, right, top, bottom }) =>
    right - left + 1 >= SLIMMEST * (bottom - top + 1)
  );
  const labelled = { ...ink, labels: labelPixels(runs, found.runLabels) };
  labelEdges(labelled);
  const boxed = new Set<number>();
  const cellLattices = rows.flatMap((row) => {
    const own = componentsInCells(row, components);
    for (const { label } of own) boxed.add(label);
    return createCellLattice(labelled, row, own) ?? [];
  });
  const strokeWidth = measureStrokeWidth(runs);
  const heights = cellLattices.map(({ topLine, baseLine }) => baseLine - topLine);
  // What is left of frames is not to be read.
  const lowest = heights.length > 0 ? LOWEST_BESIDE_BOXES * median(heights) : undefined;
  const lineLattices = findTextLines(components.filter(({ label }) => !boxed.has(label)), lowest)
    .map((line) => createLineLattice(labelled, line, strokeWidth));
  const lattices = [...cellLattices, ...lineLattices]
    .sort((left, right) => left.baseLine - right.baseLine)
    .map((lattice) => placeLattice(lattice, toSlanted))
    .filter(({ box }) => !isShadeEdge(box, picture));
  watch({ name: "lines", picture, lattices });
  watch({ name: "candidates", lattices });
  return lattices.map((lattice) => enlargeLattice(lattice, picture.reduction ?? 1));
}

/** Whether a line goes from the top of the picture to the bottom and is narrow. */
function isShadeEdge(box: Box, { width, height }: GreyPicture): boolean {
  const [across, down] = [box.width / width, box.height / height];
  return down > WHOLE_SIDE && across < HALF_SIDE;
}

/** Returns how far lines fall to the right; 0 where there are too few strokes to tell. */
function findPageSlope(runs: InkRuns): number {
  const marks = findComponents(runs).components.filter(({ area }) => area >= SMALLEST_MARK);
  return marks.length < FEWEST_MARKS ? 0 : findSlope(runs, measureStrokeWidth(runs));
}

/** Erases rules and boxes in place; returns the rows of boxes and the runs of what is left. */
function eraseForm(
  ink: InkPicture,
  watch: (stage: Stage) => void,
): { readonly rows: readonly CellRow[]; readonly runs: InkRuns } {
  const runs = findInkRuns(ink);
  const shortest = Math.min(
    Math.max(
      SHORTEST_RULE.heights * measureCharacterHeight(findComponents(runs).components),
      SHORTEST_RULE.pixels,
    ),
    SHORTEST_RULE.share * ink.width,
  );
  const rules = findRules(ink, shortest);
  if (rules.length === 0) return { rows: [], runs };
  const rows = findCells(ink, rules);
  watch({ name: "rules", ink, rules, rows });
  eraseRules(ink, [
    ...rules.map((rule) => ({ rule, isUpright: false, overhang: 2 })),
    ...rows.flatMap(({ top, bottom, walls }) => {
      const overhang = Math.max(top.thickness, bottom.thickness) + 4;
      return walls.map((rule) => ({ rule, isUpright: true, overhang }));
    }),
  ]);
  return { rows, runs: findInkRuns(ink) };
}

/** Returns a lattice in pixels of the original of a picture that was reduced. */
function enlargeLattice(lattice: LineLattice, factor: number): LineLattice {
  if (factor === 1) return lattice;
  const { box, candidates, topLine, baseLine } = lattice;
  return {
    ...lattice,
    box: scaleBox(box, factor),
    candidates: candidates.map((each) => ({ ...each, box: scaleBox(each.box, factor) })),
    topLine: factor * topLine,
    baseLine: factor * baseLine,
  };
}

/** Returns a lattice of the straightened picture at its place in the picture itself. */
function placeLattice(lattice: LineLattice, toSlanted: Straightened["toSlanted"]): LineLattice {
  const placeBox = (box: Box): Box => {
    const [x, y] = toSlanted(box.x + box.width / 2, box.y + box.height / 2);
    return { ...box, x: x - box.width / 2, y: y - box.height / 2 };
  };
  const { x, width } = lattice.box;
  const [[fromX, fromY], [toX, toY]] = [x, x + width].map((end) =>
    toSlanted(end, lattice.baseLine)
  );
  const slope = (toY - fromY) / (toX - fromX);
  const baseLine = fromY - slope * fromX;
  const candidates = lattice.candidates.map((candidate) => ({
    ...candidate,
    box: placeBox(candidate.box),
  }));
  return {
    ...lattice,
    box: boxAround(candidates.map(({ box }) => box)),
    candidates,
    topLine: baseLine - (lattice.baseLine - lattice.topLine),
    baseLine,
    slope,
  };
}
