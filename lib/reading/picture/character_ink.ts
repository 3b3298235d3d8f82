/** Taking a character's own ink out of a picture. */

import type { Box } from "../lattice.ts";
import { type Atom, type LabelledInk, seamColumn } from "./atoms.ts";
import type { CharacterInk } from "./normalise.ts";

/** Pixels around strokes whose ink is below the threshold and still theirs: their soft edges. */
const EDGE = 2;
const SOFTEST = 8;

/** Gives pixels of soft edges the label of the stroke beside them, in place. */
export function labelEdges({ width, height, ink, labels }: LabelledInk): void {
  let soft: number[] = [];
  for (let index = width; index < width * (height - 1); index += 1) {
    if (ink[index] >= SOFTEST && labels[index] === 0) soft.push(index);
  }
  for (let pass = 0; pass < EDGE; pass += 1) {
    const beside = soft.map((index) =>
      labels[index - 1] || labels[index + 1] || labels[index - width] || labels[index + width]
    );
    soft.forEach((index, place) => labels[index] = beside[place]);
    soft = soft.filter((_, place) => beside[place] === 0);
  }
}

/** Returns the ink of some atoms without that of their neighbours. */
export function drawAtoms(
  { width, height, ink, labels }: LabelledInk,
  atoms: readonly Atom[],
  box: Box,
): CharacterInk {
  const left = Math.max(0, box.x - EDGE);
  const top = Math.max(0, box.y - EDGE);
  const right = Math.min(width, box.x + box.width + EDGE);
  const bottom = Math.min(height, box.y + box.height + EDGE);
  const own = new Uint8Array((right - left) * (bottom - top));
  for (const { label, start, end, box: piece } of atoms) {
    const [pieceLeft, pieceRight] = [piece.x - EDGE, piece.x + piece.width + EDGE];
    for (
      let y = Math.max(top, piece.y - EDGE);
      y < Math.min(bottom, piece.y + piece.height + EDGE);
      y += 1
    ) {
      const from = Math.max(
        left,
        pieceLeft,
        start === undefined ? 0 : Math.ceil(seamColumn(start, y)),
      );
      const to = Math.min(
        right,
        pieceRight,
        end === undefined ? width : Math.ceil(seamColumn(end, y)),
      );
      for (let x = from; x < to; x += 1) {
        const index = y * width + x;
        if (labels[index] === label) own[(y - top) * (right - left) + x - left] = ink[index];
      }
    }
  }
  return { width: right - left, height: bottom - top, ink: own };
}
