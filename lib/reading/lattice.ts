/** The ways to cut a line of writing into characters, before any of them is read. */

/** A rectangle in pixels of the upright picture. */
export interface Box {
  /** Columns left of it. */
  readonly x: number;
  /** Rows above it. */
  readonly y: number;
  /** Its columns. */
  readonly width: number;
  /** Its rows. */
  readonly height: number;
}

/** A piece of a line that may be one character. */
export interface Candidate {
  /** The cuts that it lies between, `from` before `to`. */
  readonly from: number;
  readonly to: number;
  readonly box: Box;
  /** `[28, 28]` row-major, upright, normalised as EMNIST did: paper 0, ink 255. */
  readonly image: Uint8Array;
  /** What the segmentation holds against it, in nats. */
  readonly cost: number;
}

/** The lines between which writing stands, in pixels. */
export interface GuideLines {
  /** Where capitals end at the top and stand at the bottom, at the picture's left edge. */
  readonly topLine: number;
  readonly baseLine: number;
  /** How far both fall to the right: rows for each column. */
  readonly slope: number;
}

/** A line of writing; a way from the first cut to the last along candidates is a reading of it. */
export interface LineLattice extends GuideLines {
  readonly box: Box;
  /** Cuts, those at both ends included. */
  readonly cutCount: number;
  readonly candidates: readonly Candidate[];
  /** White space at each cut in heights of a character, `[cutCount]`. */
  readonly gaps: Float32Array;
  /** Whether every character has a box of its own on the form. */
  readonly cells: boolean;
}

/** Returns a box in pixels that are smaller by a factor. */
export function scaleBox({ x, y, width, height }: Box, factor: number): Box {
  return { x: x * factor, y: y * factor, width: width * factor, height: height * factor };
}

/** Returns the smallest box around some, at least one. */
export function boxAround(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
