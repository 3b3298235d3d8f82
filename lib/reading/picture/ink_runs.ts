/** Runs of ink along the rows of a picture: most of a page is paper, which they pass over. */

import { type InkPicture, STROKE } from "./grey_picture.ts";

/** The runs of a picture, by rows and from left to right. */
export interface InkRuns {
  /** Columns and rows of the picture. */
  readonly width: number;
  readonly height: number;
  /** Number of the first run in each row, and behind the last row the number of runs, `[height + 1]`. */
  readonly rows: Int32Array;
  /** Index of the first pixel of each run, and of the one behind its last. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Finds the runs of pixels with at least `least` ink, a power of two. */
export function findInkRuns({ width, height, ink }: InkPicture, least = STROKE): InkRuns {
  const rows = new Int32Array(height + 1);
  const starts: number[] = [];
  const ends: number[] = [];
  // Four pixels at once are paper where none of their upper bits is set.
  const words = new Uint32Array(ink.buffer, ink.byteOffset, ink.length >> 2);
  const upperBits = (256 - least) * 0x01010101;
  for (let y = 0; y < height; y += 1) {
    const end = (y + 1) * width;
    for (let index = y * width; index < end; index += 1) {
      if ((index & 3) === 0) {
        while (index + 4 <= end && (words[index >> 2] & upperBits) === 0) index += 4;
        if (index >= end) break;
      }
      if (ink[index] < least) continue;
      starts.push(index);
      while (index < end && ink[index] >= least) index += 1;
      ends.push(index);
    }
    rows[y + 1] = starts.length;
  }
  return { width, height, rows, starts, ends };
}

/**
 * Calls `touch` for each pair of runs one below the other that touch by a side or a corner, with the
 * number of columns that they share.
 */
export function forEachContact(
  { width, height, rows, starts, ends }: InkRuns,
  touch: (upper: number, lower: number, columns: number) => void,
): void {
  for (let y = 1; y < height; y += 1) {
    let upper = rows[y - 1];
    for (let lower = rows[y]; lower < rows[y + 1]; lower += 1) {
      const [start, end] = [starts[lower] - width, ends[lower] - width];
      while (upper < rows[y] && ends[upper] < start) upper += 1;
      for (let other = upper; other < rows[y] && starts[other] <= end; other += 1) {
        touch(other, lower, Math.min(end, ends[other]) - Math.max(start, starts[other]));
      }
    }
  }
}
