/** Pictures in memory: one byte a pixel. */

/** A grey picture, upright. */
export interface GreyPicture {
  /** Columns of pixels. */
  readonly width: number;
  /** Rows of pixels. */
  readonly height: number;
  /** `[height, width]` row-major, 0 black to 255 white. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /**
   * Pixels of the upright original side by side in each of its pixels, 1 or more.
   *
   * @default {1}
   */
  readonly reduction?: number;
}

/** Ink on paper that has become even: 0 paper, 255 full ink, 128 the edge of a stroke. */
export interface InkPicture {
  readonly width: number;
  readonly height: number;
  /** `[height, width]` row-major. */
  readonly ink: Uint8Array<ArrayBuffer>;
}

/** Pixels from this value on belong to a stroke. */
export const STROKE = 128;

/** Returns the picture with rows and columns exchanged. */
export function transpose({ width, height, ink }: InkPicture): InkPicture {
  const transposed = new Uint8Array(ink.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) transposed[x * height + y] = ink[y * width + x];
  }
  return { width: height, height: width, ink: transposed };
}
