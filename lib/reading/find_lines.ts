/** From a picture to the lattices of its lines. */

import type { LineLattice } from "./lattice.ts";
import { labelEdges } from "./picture/character_ink.ts";
import { findComponents } from "./picture/components.ts";
import { findInk } from "./picture/find_ink.ts";
import type { GreyPicture } from "./picture/grey_picture.ts";
import { createLineLattice } from "./picture/line_lattice.ts";
import { findSlope, straighten } from "./picture/straighten.ts";
import { measureStrokeWidth } from "./picture/stroke_width.ts";
import { findTextLines } from "./picture/text_lines.ts";

/** Finds the lines of writing on a picture, from top to bottom; none where there is no writing. */
export function findLines(picture: GreyPicture): LineLattice[] {
  const slanted = findInk(picture);
  if (slanted === undefined) return [];
  const strokeWidth = measureStrokeWidth(slanted);
  const { picture: ink } = straighten(slanted, findSlope(slanted, strokeWidth));
  const { components, labels } = findComponents(ink);
  const labelled = { ...ink, labels };
  labelEdges(labelled);
  return findTextLines(components).map((line) => createLineLattice(labelled, line, strokeWidth));
}
