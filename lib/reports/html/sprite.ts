/** All images of a page in one picture, so that a page of thousands stays small and opens fast. */

import { encodeGreyPng, pngDataUri } from "../../charts/png.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";

/** Images in rows and columns; image `i` lies in row `floor(i / columns)`. */
export interface Sprite {
  /** The picture as a data URI. */
  readonly dataUri: string;
  readonly columns: number;
  readonly rows: number;
}

const COLUMNS = 40;

/**
 * Grey levels kept: the eye sees no difference to 256 in strokes of this size, and the picture
 * takes a third less.
 */
const LEVELS = 32;

/** Draws the images at `indices` of a data set into one picture, in their order. */
export function createSprite(dataset: ImageDataset, indices: readonly number[]): Sprite {
  const { height, width, images } = dataset;
  const rows = Math.max(1, Math.ceil(indices.length / COLUMNS));
  const pixels = new Uint8Array(rows * height * COLUMNS * width);
  indices.forEach((index, place) => {
    const top = Math.floor(place / COLUMNS) * height;
    const left = place % COLUMNS * width;
    for (let row = 0; row < height; row++) {
      const source = (index * height + row) * width;
      const target = (top + row) * COLUMNS * width + left;
      for (let column = 0; column < width; column++) {
        pixels[target + column] = QUANTIZED[images[source + column]];
      }
    }
  });
  const dataUri = pngDataUri(encodeGreyPng(pixels, rows * height, COLUMNS * width));
  return { dataUri, columns: COLUMNS, rows };
}

/** The nearest kept level of every grey, `[256]`. */
const QUANTIZED = Uint8Array.from(
  { length: 256 },
  (_, grey) => Math.round(Math.round(grey / 255 * (LEVELS - 1)) * 255 / (LEVELS - 1)),
);
