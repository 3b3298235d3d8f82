/** From a grey picture to ink on even paper: uneven light, polarity and faint pens are taken out. */

import type { GreyPicture, InkPicture } from "./grey_picture.ts";

/** Side of the blocks in which the paper's brightness is measured, in pixels. */
const BLOCK = 16;

/** Blocks around one in which the brightest is sought, and over which brightness is smoothed. */
const SEARCH_REACH = 5;
const SMOOTH_REACH = 2;

/** A block darker than this share of the brightest around it is no paper but ink. */
const PAPER_SHARE = 0.8;

/** Marks fainter than this are none: in standard deviations of the paper's grain, and of 255. */
const SMALLEST_SIGNAL = 6;
const SMALLEST_DEPTH = 28;

/** Share of a picture's marks that are not darker than what counts as full ink. */
const FULL_INK = 0.8;

/**
 * Returns the ink of a picture, or undefined where there is nothing but paper.
 *
 * The paper's brightness is measured in blocks and interpolated; a pixel's ink is what it lacks of
 * that, as a share of what full ink lacks. On dark paper bright strokes are the ink.
 */
export function findInk(picture: GreyPicture): InkPicture | undefined {
  const { width, height } = picture;
  const pixels = isDark(picture) ? picture.pixels.map((value) => 255 - value) : picture.pixels;
  const depths = subtractPaper({ width, height, pixels });
  const histogram = new Int32Array(256);
  let [noise, noiseCount] = [0, 0];
  for (const depth of depths) {
    if (depth > 0) histogram[depth] += 1;
    if (depth <= 0) noiseCount += 1;
    if (depth <= 0) noise += depth * depth;
  }
  const grain = Math.sqrt(noise / Math.max(1, noiseCount));
  const smallest = Math.ceil(Math.max(SMALLEST_DEPTH, SMALLEST_SIGNAL * grain));
  const full = percentile(histogram.fill(0, 0, Math.min(256, smallest)), FULL_INK);
  if (full === 0) return undefined;
  const ink = new Uint8Array(depths.length);
  const scale = 255 / full;
  for (let index = 0; index < ink.length; index += 1) {
    ink[index] = Math.max(0, Math.min(255, Math.round(depths[index] * scale)));
  }
  return { width, height, ink };
}

/** Whether strokes are brighter than what they are drawn on: most pixels are paper, few are ink. */
function isDark({ width, height, pixels }: GreyPicture): boolean {
  const side = Math.max(BLOCK, Math.round(Math.max(width, height) / 8));
  let votes = 0;
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      const sorted = samples(pixels, width, left, top, left + side, top + side, height).sort();
      const [low, high] = [sorted[0], sorted[sorted.length - 1]];
      votes += (low + high) / 2 - sorted[sorted.length >> 1];
    }
  }
  return votes > 0;
}

function samples(
  pixels: Uint8Array,
  width: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
  height: number,
): Uint8Array {
  const step = Math.max(1, (right - left) >> 4);
  const found: number[] = [];
  for (let y = top; y < Math.min(bottom, height); y += step) {
    for (let x = left; x < Math.min(right, width); x += step) found.push(pixels[y * width + x]);
  }
  return Uint8Array.from(found);
}

/** Returns what each pixel lacks of the paper's brightness, of 255: below 0 where it is brighter. */
function subtractPaper({ width, height, pixels }: GreyPicture): Int16Array {
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const brightness = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [left, top] = [column * BLOCK, row * BLOCK];
      const block = samples(pixels, width, left, top, left + BLOCK, top + BLOCK, height).sort();
      brightness[row * columns + column] = block[Math.floor(block.length * 0.7)];
    }
  }
  const paper = smoothPaper(brightness, columns, rows);
  const depths = new Int16Array(pixels.length);
  const line = new Float32Array(columns + 1);
  for (let y = 0; y < height; y += 1) {
    const place = Math.max(0, Math.min(rows - 1, (y + 0.5) / BLOCK - 0.5));
    const [upper, part] = [Math.floor(place), place % 1];
    const lower = Math.min(rows - 1, upper + 1);
    for (let column = 0; column < columns; column += 1) {
      line[column] = (1 - part) * paper[upper * columns + column] +
        part * paper[lower * columns + column];
    }
    line[columns] = line[columns - 1];
    for (let x = 0; x < width; x += 1) {
      const across = Math.max(0, Math.min(columns - 1, (x + 0.5) / BLOCK - 0.5));
      const column = Math.floor(across);
      const level = line[column] + (across - column) * (line[column + 1] - line[column]);
      depths[y * width + x] = Math.round(255 * (1 - pixels[y * width + x] / Math.max(1, level)));
    }
  }
  return depths;
}

/** Fills blocks of ink from the paper around them and smooths the whole. */
function smoothPaper(brightness: Float32Array, columns: number, rows: number): Float32Array {
  const brightest = along(brightness, columns, rows, SEARCH_REACH, (values) => Math.max(...values));
  const isPaper = brightness.map((value, index) => value >= PAPER_SHARE * brightest[index] ? 1 : 0);
  const mean = (values: Float32Array) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const smooth = (values: Float32Array, reach: number) => along(values, columns, rows, reach, mean);
  const known = brightness.map((value, index) => value * isPaper[index]);
  const [near, nearShare] = [smooth(known, SMOOTH_REACH), smooth(isPaper, SMOOTH_REACH)];
  const [far, farShare] = [smooth(known, 4 * SMOOTH_REACH), smooth(isPaper, 4 * SMOOTH_REACH)];
  return near.map((value, index) => {
    if (nearShare[index] > 0.1) return value / nearShare[index];
    return farShare[index] > 0 ? far[index] / farShare[index] : brightest[index];
  });
}

/** Puts what `combine` makes of each value and those within `reach`, along rows and then columns. */
function along(
  values: Float32Array,
  columns: number,
  rows: number,
  reach: number,
  combine: (values: Float32Array) => number,
): Float32Array {
  const across = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const first = row * columns + Math.max(0, column - reach);
      const last = row * columns + Math.min(columns - 1, column + reach);
      across[row * columns + column] = combine(values.subarray(first, last + 1));
    }
  }
  const result = new Float32Array(values.length);
  const line = new Float32Array(rows);
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) line[row] = across[row * columns + column];
    for (let row = 0; row < rows; row += 1) {
      const part = line.subarray(Math.max(0, row - reach), Math.min(rows, row + reach + 1));
      result[row * columns + column] = combine(part);
    }
  }
  return result;
}

function percentile(histogram: Int32Array, share: number): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (let value = 0; value < histogram.length; value += 1) {
    seen += histogram[value];
    if (seen > 0 && seen >= share * total) return value;
  }
  return 0;
}
