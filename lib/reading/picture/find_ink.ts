/** From a grey picture to ink on even paper: uneven light, polarity and faint pens are taken out. */

import { type GreyPicture, type InkPicture, STROKE } from "./grey_picture.ts";
import type { RealImage } from "./resample.ts";

/** Side of the blocks in which the paper's brightness is measured, in pixels. */
const BLOCK = 16;

/** Blocks around one in which the brightest is sought, and over which brightness is smoothed. */
const SEARCH_REACH = 5;
const SMOOTH_REACH = 2;

/** A block darker than this share of the brightest around it is no paper but ink. */
const PAPER_SHARE = 0.8;

/** Which of a block's pixels, sorted by brightness, is paper where there is a stroke or two. */
const PAPER_PERCENTILE = 0.7;

/** How clearly a picture must be dark: the square of grey levels that grain and shades do not reach. */
const CLEAR_VOTES = 400;

/** Side of the squares that tell paper from ink, at least: a thick stroke fills half of a smaller one. */
const SMALLEST_VOTER = 48;

/** Share of paper around a block from which on its own neighbours tell how bright it would be. */
const SMALLEST_PAPER = 0.1;

/** Marks fainter than this are none: in standard deviations of the paper's grain, and of 255. */
const SMALLEST_SIGNAL = 6;
const SMALLEST_DEPTH = 28;

/** Share of a picture's marks that are not darker than what counts as full ink. */
const FULL_INK = 0.8;

/** Share of a picture that writing covers at most; more is a shade, or a photograph of something. */
const MOST_INK = 0.4;

/**
 * Returns the ink of a picture, or undefined where there is no writing: nothing but paper, or more
 * ink than that.
 *
 * The paper's brightness is measured in blocks and interpolated; a pixel's ink is what it lacks of
 * that, as a share of what full ink lacks. On dark paper bright strokes are the ink.
 */
export function findInk(picture: GreyPicture): InkPicture | undefined {
  const { width, height } = picture;
  const pixels = isDark(picture) ? picture.pixels.map((value) => 255 - value) : picture.pixels;
  const { depths, counts, grain } = subtractPaper({ width, height, pixels });
  const smallest = Math.ceil(Math.max(SMALLEST_DEPTH, SMALLEST_SIGNAL * grain));
  const full = percentile(counts.slice().fill(0, 0, Math.min(256, smallest)), FULL_INK);
  if (full === 0) return undefined;
  const inks = Uint8Array.from(counts.keys(), (depth) => Math.min(255, 255 * depth / full + 0.5));
  const inked = counts.reduce((sum, count, depth) => inks[depth] >= STROKE ? sum + count : sum, 0);
  if (inked > MOST_INK * depths.length) return undefined;
  for (let index = 0; index < depths.length; index += 1) depths[index] = inks[depths[index]];
  return { width, height, ink: depths };
}

/** Whether strokes are brighter than what they are drawn on: most pixels are paper, few are ink. */
function isDark(picture: GreyPicture): boolean {
  const { width, height } = picture;
  const side = Math.max(SMALLEST_VOTER, Math.round(Math.max(width, height) / 8));
  let votes = 0;
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      const block = countBlock(picture, left, top, side);
      const vote = (percentile(block, 0) + percentile(block, 1)) / 2 - percentile(block, 0.5);
      votes += vote * Math.abs(vote);
    }
  }
  return votes > CLEAR_VOTES;
}

/** Counts the brightness of some 64 pixels of a square. */
function countBlock(
  { width, height, pixels }: GreyPicture,
  left: number,
  top: number,
  side: number,
) {
  const histogram = new Int32Array(256);
  const step = Math.max(1, side >> 3);
  for (let y = top; y < Math.min(top + side, height); y += step) {
    const end = y * width + Math.min(left + side, width);
    for (let index = y * width + left; index < end; index += step) histogram[pixels[index]] += 1;
  }
  return histogram;
}

/** What the pixels of a picture lack of the paper's brightness. */
interface Depths {
  /** Of 255; 0 where a pixel is as bright or brighter. */
  readonly depths: Uint8Array<ArrayBuffer>;
  /** How many pixels have each depth from 1 on. */
  readonly counts: Int32Array;
  /** Standard deviation of what is not darker than the paper, of 255. */
  readonly grain: number;
}

/** Measures the paper's brightness everywhere and subtracts the picture from it. */
function subtractPaper(picture: GreyPicture): Depths {
  const { width, height, pixels } = picture;
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const brightness = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const block = countBlock(picture, column * BLOCK, row * BLOCK, BLOCK);
      brightness[row * columns + column] = percentile(block, PAPER_PERCENTILE);
    }
  }
  const paper = smoothPaper({ width: columns, height: rows, values: brightness });
  const depths = new Uint8Array(pixels.length);
  const counts = new Int32Array(256);
  let [noise, noiseCount] = [0, 0];
  const across = Float32Array.from({ length: width }, (_, x) => blockPlace(x, columns));
  const line = new Float32Array(columns + 1);
  for (let y = 0; y < height; y += 1) {
    const place = blockPlace(y, rows);
    const [upper, part] = [Math.floor(place), place % 1];
    const lower = Math.min(rows - 1, upper + 1);
    for (let column = 0; column < columns; column += 1) {
      line[column] = (1 - part) * paper[upper * columns + column] +
        part * paper[lower * columns + column];
    }
    line[columns] = line[columns - 1];
    const start = y * width;
    for (let x = 0; x < width; x += 1) {
      const column = across[x] | 0;
      const level = line[column] + (across[x] - column) * (line[column + 1] - line[column]) + 1;
      const depth = (255 * (level - 1 - pixels[start + x]) / level) | 0;
      if (depth > 0) {
        depths[start + x] = depth;
        counts[depth] += 1;
      } else {
        noise += depth * depth;
        noiseCount += 1;
      }
    }
  }
  return { depths, counts, grain: Math.sqrt(noise / Math.max(1, noiseCount)) };
}

/** Returns where between the middles of blocks a pixel lies. */
function blockPlace(pixel: number, blocks: number): number {
  return Math.max(0, Math.min(blocks - 1, (pixel + 0.5) / BLOCK - 0.5));
}

/** Fills blocks of ink from the paper around them and smooths the whole. */
function smoothPaper(brightness: RealImage): Float32Array {
  const brightest = alongBoth(brightness, SEARCH_REACH, largest).values;
  const isPaper = brightness.values.map((value, index) =>
    value >= PAPER_SHARE * brightest[index] ? 1 : 0
  );
  const known = brightness.values.map((value, index) => value * isPaper[index]);
  const smooth = (values: Float32Array, reach: number) =>
    alongBoth({ ...brightness, values }, reach, mean).values;
  const [near, nearShare] = [smooth(known, SMOOTH_REACH), smooth(isPaper, SMOOTH_REACH)];
  const [far, farShare] = [smooth(known, 4 * SMOOTH_REACH), smooth(isPaper, 4 * SMOOTH_REACH)];
  return near.map((value, index) => {
    if (nearShare[index] > SMALLEST_PAPER) return value / nearShare[index];
    return farShare[index] > 0 ? far[index] / farShare[index] : brightest[index];
  });
}

/** Puts what `combine` makes of each value and those within `reach`, along rows and then columns. */
function alongBoth(image: RealImage, reach: number, combine: Combine): RealImage {
  return turn(along(turn(along(image, reach, combine)), reach, combine));
}

/** What is made of the values from `first` to `last`. */
type Combine = (values: Float32Array, first: number, last: number) => number;

function largest(values: Float32Array, first: number, last: number): number {
  let most = values[first];
  for (let index = first + 1; index <= last; index += 1) most = Math.max(most, values[index]);
  return most;
}

function mean(values: Float32Array, first: number, last: number): number {
  let sum = 0;
  for (let index = first; index <= last; index += 1) sum += values[index];
  return sum / (last - first + 1);
}

function along({ width, height, values }: RealImage, reach: number, combine: Combine): RealImage {
  const combined = new Float32Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    const x = index % width;
    const first = index - Math.min(x, reach);
    combined[index] = combine(values, first, index + Math.min(width - 1 - x, reach));
  }
  return { width, height, values: combined };
}

function turn({ width, height, values }: RealImage): RealImage {
  const turned = values.map((_, index) =>
    values[(index % height) * width + Math.floor(index / height)]
  );
  return { width: height, height: width, values: turned };
}

/** Returns the smallest value that `share` of what was counted do not exceed; 0 without counts. */
function percentile(histogram: Int32Array, share: number): number {
  let [total, seen] = [0, 0];
  for (let value = 0; value < histogram.length; value += 1) total += histogram[value];
  for (let value = 0; value < histogram.length; value += 1) {
    seen += histogram[value];
    if (seen > 0 && seen >= share * total) return value;
  }
  return 0;
}
