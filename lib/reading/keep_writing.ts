/** Telling lines of writing from what only looks like one: texture, shades, drawings. */

import { IMAGE_SIDE } from "../datasets/dataset.ts";
import type { LineLattice } from "./lattice.ts";
import { median } from "./median.ts";
import { STROKE } from "./picture/grey_picture.ts";
import { findInkRuns } from "./picture/ink_runs.ts";
import { measureStrokeWidth } from "./picture/stroke_width.ts";
import type { ReadLine } from "./read_text.ts";

/** A line that was read, and how far it is from writing. */
export interface RatedLine {
  readonly line: ReadLine;
  /** Characters that were read. */
  readonly count: number;
  /** Sum of what speaks against each character: 0 where all are clear. */
  readonly doubt: number;
  /** Whether its strokes have a shape that no pen draws. */
  readonly isShape: boolean;
}

/**
 * Most doubt of a line of writing: for each character, and once a line, since of a few characters one
 * may be odd. Of 477 lines of four characters and more that people wrote (composed pages, fields, lone
 * characters) one had more than 0.2 for each, walls of boxes read as `11 11`; of pictures of other
 * things one in twenty had less. Chosen on these, not held out.
 */
const MOST_DOUBT = { character: 0.2, line: 0.3 };

/** Weight of what the segmentation holds against a character, in nats, beside the network's doubt. */
const COST_WEIGHT = 0.1;

/** Thickest strokes, in pixels of 28 × 28: EMNIST's are 2 to 4 wide, those of a disc 9. */
const THICKEST = 5.5;

/** Most areas that a character encloses: 8 and B two, with a loop or a speck more. */
const MOST_HOLES = 4;

/** Fewest characters of a line that is believed between lines that are none. */
const FEWEST_IN_TEXTURE = 4;

/**
 * Rates a line.
 *
 * A network wants a character for one class, or for two that look alike, `0` and `O`; of a piece of
 * texture it wants several, each a little. What the two likeliest lack of 1 is its doubt.
 *
 * @param probabilities The network's, `[candidates, classes]` row-major.
 */
export function rateLine(
  line: ReadLine,
  { candidates }: LineLattice,
  probabilities: Float32Array,
  classes: number,
): RatedLine {
  const places = new Map(candidates.map(({ box }, index) => [box, index]));
  const own = line.words.flatMap(({ characters }) => characters)
    .flatMap(({ box }) => places.get(box) ?? []);
  const doubts = own.map((index) => {
    const row = probabilities.slice(index * classes, (index + 1) * classes).sort();
    return 1 - row[classes - 1] - row[classes - 2] + COST_WEIGHT * candidates[index].cost;
  });
  const images = own.map((index) => candidates[index].image);
  return {
    line,
    count: own.length,
    doubt: doubts.reduce((sum, doubt) => sum + doubt, 0),
    isShape: median(images.map(measureStroke)) > THICKEST ||
      median(images.map(countHoles)) > MOST_HOLES,
  };
}

/**
 * Returns the lines that are writing. Where most lines are not, the picture is of something else,
 * and what looks like a character or two is chance.
 */
export function keepWriting(rated: readonly RatedLine[]): ReadLine[] {
  const kept = rated.filter(({ count, doubt, isShape }) =>
    !isShape && doubt <= MOST_DOUBT.line + MOST_DOUBT.character * count
  );
  const isTexture = rated.length > 2 * kept.length;
  return kept.filter(({ count, doubt }) =>
    !isTexture || count >= FEWEST_IN_TEXTURE && doubt <= MOST_DOUBT.character * count
  ).map(({ line }) => line);
}

/** Returns the mean width of an image's strokes, in pixels. */
function measureStroke(image: Uint8Array): number {
  const ink = Uint8Array.from(image);
  return measureStrokeWidth(findInkRuns({ width: IMAGE_SIDE, height: IMAGE_SIDE, ink }));
}

/** Returns how many areas of paper an image's strokes enclose. */
function countHoles(image: Uint8Array): number {
  const isSeen = Uint8Array.from(image, (value) => value >= STROKE ? 1 : 0);
  let areas = 0;
  for (let start = 0; start < isSeen.length; start += 1) {
    if (isSeen[start] === 1) continue;
    areas += 1;
    isSeen[start] = 1;
    const open = [start];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const column = index % IMAGE_SIDE;
      const beside = [index - IMAGE_SIDE, index + IMAGE_SIDE];
      if (column > 0) beside.push(index - 1);
      if (column < IMAGE_SIDE - 1) beside.push(index + 1);
      for (const next of beside) {
        if (isSeen[next] !== 0) continue;
        isSeen[next] = 1;
        open.push(next);
      }
    }
  }
  return areas - 1;
}
