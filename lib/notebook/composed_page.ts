/** A page composed of a data set's characters, as if photographed: something to read in a notebook. */

import type { ImageDataset } from "../datasets/dataset.ts";
import type { Random } from "../random.ts";

/** What a composed page looks like. */
export interface ComposedPage {
  readonly width: number;
  readonly height: number;
  /** `[height, width]` row-major, 0 black to 255 white. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** How much a page is spoilt. */
export interface ComposedPageOptions {
  /** Pixels that a line falls for each pixel to the right. @default {0} */
  readonly slope?: number;
  /** Whether each line of writing stands on a printed one. @default {false} */
  readonly ruled?: boolean;
  /** Brightness of the paper in the darkest corner, 0 to 255. @default {255} */
  readonly darkest?: number;
  /** Standard deviation of the grain, in grey levels. @default {0} */
  readonly grain?: number;
}

/** Sizes in pixels. */
const CAPITAL = 48;
const SMALLEST_GAP = 8;
const LARGEST_GAP = 14;
const LINE = 110;
const MARGIN = 60;
const BLANK = 40;
const RULE = 3;

/** Width of the widest characters in heights of a capital; they are made smaller instead. */
const WIDEST = 1.3;

/** Grey levels of ink and of printed lines on white paper. */
const INK = 40;
const RULE_GREY = 150;

/**
 * Composes lines of text of images drawn at random from a data set, all characters as high as a
 * capital.
 *
 * @throws {RangeError} when the data set lacks a character of a line.
 */
export function composePage(
  dataset: ImageDataset,
  lines: readonly string[],
  random: Random,
  { slope = 0, ruled = false, darkest = 255, grain = 0 }: ComposedPageOptions = {},
): ComposedPage {
  const longest = Math.max(...lines.map((line) => line.length));
  const width = Math.ceil(2 * MARGIN + longest * (WIDEST * CAPITAL + LARGEST_GAP));
  const height = Math.ceil(2 * MARGIN + lines.length * LINE + Math.abs(slope) * width);
  const ink = new Float32Array(width * height);
  const baseOf = (line: number, x: number) => MARGIN + (line + 0.6) * LINE + slope * x;
  lines.forEach((text, line) => {
    let x = MARGIN;
    for (const character of text) {
      if (character === " ") x += BLANK;
      else x += drawCharacter(ink, width, dataset, character, random, x, baseOf(line, x));
    }
  });
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isRule = ruled &&
        lines.some((_, line) => Math.abs(y - baseOf(line, x) - RULE) < RULE / 2);
      const paper = 255 - (255 - darkest) * (x / width) * (y / height);
      const grey = isRule ? RULE_GREY : 255;
      const mark = Math.min(grey, 255 - (255 - INK) * ink[y * width + x]);
      pixels[y * width + x] = Math.max(
        0,
        Math.min(255, Math.round(paper * mark / 255 + grain * random.normal())),
      );
    }
  }
  return { width, height, pixels };
}

/** Draws a character with its left edge at `x`, standing on `base`; returns how far it reaches. */
function drawCharacter(
  ink: Float32Array,
  pageWidth: number,
  dataset: ImageDataset,
  character: string,
  random: Random,
  x: number,
  base: number,
): number {
  const image = pickImage(dataset, character, random);
  const side = dataset.width;
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= side || row >= side ? 0 : image[row * side + column] / 255;
  const inked = Array.from(image.keys()).filter((pixel) => image[pixel] > 127);
  const rows = inked.map((pixel) => Math.floor(pixel / side));
  const columns = inked.map((pixel) => pixel % side);
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  const scale = CAPITAL / Math.max(bottom - top + 1, (right - left + 1) / WIDEST);
  const [height, width] = [(bottom - top + 1) * scale, (right - left + 1) * scale];
  const rim = Math.ceil(2 * scale);
  for (let row = -rim; row < height + rim; row += 1) {
    for (let column = -rim; column < width + rim; column += 1) {
      const [sourceX, sourceY] = [left + column / scale, top + row / scale];
      const [cellX, cellY] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [shareX, shareY] = [sourceX - cellX, sourceY - cellY];
      const value = (at(cellX, cellY) * (1 - shareX) + at(cellX + 1, cellY) * shareX) *
          (1 - shareY) +
        (at(cellX, cellY + 1) * (1 - shareX) + at(cellX + 1, cellY + 1) * shareX) * shareY;
      const place = (Math.round(base - height) + row) * pageWidth + Math.round(x) + column;
      ink[place] = Math.max(ink[place], value);
    }
  }
  return width + SMALLEST_GAP + (LARGEST_GAP - SMALLEST_GAP) * random.next();
}

function pickImage(dataset: ImageDataset, character: string, random: Random): Uint8Array {
  const label = dataset.characters.indexOf(character);
  const candidates = Array.from(dataset.labels.keys())
    .filter((index) => dataset.labels[index] === label);
  if (label < 0 || candidates.length === 0) {
    throw new RangeError(`Cannot compose a page: expected images of "${character}" but found none`);
  }
  const pixels = dataset.width * dataset.height;
  const chosen = candidates[random.integer(candidates.length)];
  return dataset.images.subarray(chosen * pixels, (chosen + 1) * pixels);
}
