/** The images of a page: which it shows, one picture of them, and where each lies in it. */

import { encodeGreyPng, pngDataUri } from "../../charts/png.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { type Answer, answersByCell, type CellAnswers } from "../../evaluation/answers.ts";
import type { Predictions } from "../../evaluation/predictions.ts";
import { type Markup, markup } from "../../html_text.ts";
import type { Findings } from "../findings.ts";
import type { Report } from "../report.ts";

/** An image of the page with what the model answered to it. */
export interface PlacedImage extends Answer {
  /** Place in the sprite, from 0. */
  readonly place: number;
}

/** Images in rows and columns of one picture; image `i` lies in row `floor(i / columns)`. */
export interface PageImages {
  /** The picture as a data URI. */
  readonly dataUri: string;
  readonly columns: number;
  readonly rows: number;
  /** The cells that have images, in the order in which the picture holds them. */
  readonly cells: readonly CellAnswers[];
  readonly placed: readonly PlacedImage[];
}

const COLUMNS = 40;

/**
 * Grey levels kept: the eye sees no difference to 256 in strokes of this size, and the picture
 * takes a third less.
 */
const LEVELS = 32;

/**
 * Draws the images that a page shows into one picture, so that a page of thousands stays small.
 *
 * @param dataset The images that `predictions` are about.
 */
export function createPageImages(
  { height, width, images }: ImageDataset,
  predictions: Predictions,
): PageImages {
  const cells = chooseShownCells(predictions);
  const placed = cells.flatMap(({ answers }) => answers)
    .map((answer, place) => ({ place, ...answer }));
  const rows = Math.max(1, Math.ceil(placed.length / COLUMNS));
  const pixels = new Uint8Array(rows * height * COLUMNS * width);
  for (const { index, place } of placed) {
    const top = Math.floor(place / COLUMNS) * height;
    const left = place % COLUMNS * width;
    for (let row = 0; row < height; row++) {
      const source = (index * height + row) * width;
      const target = (top + row) * COLUMNS * width + left;
      for (let column = 0; column < width; column++) {
        pixels[target + column] = QUANTIZED[images[source + column]];
      }
    }
  }
  const dataUri = pngDataUri(encodeGreyPng(pixels, rows * height, COLUMNS * width));
  return { dataUri, columns: COLUMNS, rows, cells, placed };
}

/** The nearest kept level of every grey, `[256]`. */
const QUANTIZED = Uint8Array.from(
  { length: 256 },
  (_, grey) => Math.round(Math.round(grey / 255 * (LEVELS - 1)) * 255 / (LEVELS - 1)),
);

/** Returns the rule of the picture; `--size`, `--x` and `--y` come from the elements. */
export function spriteRule({ dataUri, columns, rows }: PageImages): string {
  return `.glyph { background-image: url(${dataUri});
  background-size: calc(var(--size) * ${columns}) calc(var(--size) * ${rows}); }\n`;
}

/** Returns one image as an element. */
export function glyph({ place }: PlacedImage, description: string): Markup {
  const [x, y] = [place % COLUMNS, Math.floor(place / COLUMNS)];
  return markup`<span class="glyph" role="img" aria-label="${description}" style="--x:${x};--y:${y}"></span>`;
}

/** Returns a character in the font that tells 0 from O and 1 from I. */
export function character(text: string): Markup {
  return markup`<span class="character">${text}</span>`;
}

/** Most errors that a page holds: at about 240 bytes each, 3,000 of them take 0.7 MB. */
const MOST_ERRORS = 3_000;

/** Right answers shown for each class, for comparison. */
const RIGHT_PER_CLASS = 6;

/**
 * Returns the cells with the images to show, errors first, each by true, then by predicted class.
 *
 * Where there are more than `mostErrors` errors, every cell keeps its most confident ones, all cells
 * up to the same number.
 */
export function chooseShownCells(
  predictions: Predictions,
  mostErrors = MOST_ERRORS,
): CellAnswers[] {
  const cells = answersByCell(predictions);
  const isRight = ({ trueClass, predictedClass }: CellAnswers) => trueClass === predictedClass;
  const [right, wrong] = [cells.filter(isRight), cells.filter((cell) => !isRight(cell))];
  const cap = highestCap(wrong.map(({ answers }) => answers.length), mostErrors);
  const cut = (limit: number) => (cell: CellAnswers) => ({
    ...cell,
    answers: cell.answers.slice(0, limit),
  });
  return [...wrong.map(cut(cap)), ...right.map(cut(RIGHT_PER_CLASS))];
}

/** Returns the highest cap, at least 1, under which the capped counts sum to at most `budget`. */
export function highestCap(counts: readonly number[], budget: number): number {
  const total = (cap: number) => counts.reduce((sum, count) => sum + Math.min(count, cap), 0);
  let [low, high] = [1, Math.max(1, ...counts)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (total(middle) <= budget) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Everything that a page shows. */
export interface PageContext {
  readonly report: Report;
  readonly findings: Findings;
  /** Each chart of the page under its name, drawn without its title, which the page sets as text. */
  readonly drawings: ReadonlyMap<string, string>;
  /** Null where the images cannot be had. */
  readonly images: PageImages | null;
}
