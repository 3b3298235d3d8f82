/** How much ink an image holds, over which area, and how thick its strokes are. */

import type { ImageDataset } from "./dataset.ts";

/** Pixels from this value on, the middle of 0 to 255, count as inked. */
const INKED_PIXEL = 128;

/** One value an image, each array `[count]`. */
export interface InkMeasures {
  /** Mean pixel as a share of full ink, 0 to 1. */
  readonly ink: Float32Array;
  /** Size of the smallest upright box around the inked pixels, in pixels; 0 without any. */
  readonly boxWidth: Uint8Array;
  readonly boxHeight: Uint8Array;
  /**
   * Mean thickness of the strokes in pixels: twice the inked area over the length of its outline,
   * which is exact for a long straight stroke along an axis; 0 without inked pixels (0/0).
   */
  readonly strokeWidth: Float32Array;
}

/** Measures every image of a data set; a side of an image may have up to 255 pixels. */
export function measureInk(dataset: ImageDataset): InkMeasures {
  const { count, height, width } = dataset;
  const measures = {
    ink: new Float32Array(count),
    boxWidth: new Uint8Array(count),
    boxHeight: new Uint8Array(count),
    strokeWidth: new Float32Array(count),
  };
  for (let image = 0; image < count; image++) {
    const start = image * height * width;
    const pixels = dataset.images.subarray(start, start + height * width);
    const { area, outline, left, right, top, bottom } = measureShape(pixels, height, width);
    measures.ink[image] = pixels.reduce((sum, value) => sum + value, 0) / (255 * pixels.length);
    if (area === 0) continue;
    measures.boxWidth[image] = right - left + 1;
    measures.boxHeight[image] = bottom - top + 1;
    measures.strokeWidth[image] = 2 * area / outline;
  }
  return measures;
}

/** Counts inked pixels and the edges between them and paper; the picture's rim is paper. */
function measureShape(pixels: Uint8Array, height: number, width: number) {
  const shape = { area: 0, outline: 0, left: width, right: -1, top: height, bottom: -1 };
  const isInked = (row: number, column: number) =>
    row >= 0 && row < height && column >= 0 && column < width &&
    pixels[row * width + column] >= INKED_PIXEL;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (!isInked(row, column)) continue;
      shape.area++;
      if (!isInked(row - 1, column)) shape.outline++;
      if (!isInked(row + 1, column)) shape.outline++;
      if (!isInked(row, column - 1)) shape.outline++;
      if (!isInked(row, column + 1)) shape.outline++;
      shape.left = Math.min(shape.left, column);
      shape.right = Math.max(shape.right, column);
      shape.top = Math.min(shape.top, row);
      shape.bottom = row;
    }
  }
  return shape;
}
