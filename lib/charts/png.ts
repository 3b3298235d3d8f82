/** Grey pixels as PNG files and data URIs, for image grids and sprites. */

import { encode } from "fast-png";

/** Strongest compression: pictures are written once and read often. */
const COMPRESSION = { zlib: { level: 9 } } as const;

/**
 * Returns grey pixels as a PNG file.
 *
 * @param pixels `[height, width]` row-major uint8, 0 (black) to 255 (white).
 * @throws {TypeError} when the number of pixels is not `height * width`.
 */
export function encodeGreyPng(
  pixels: Uint8Array,
  height: number,
  width: number,
): Uint8Array<ArrayBuffer> {
  if (pixels.length !== height * width) {
    throw new TypeError(
      `Cannot encode a picture: expected ${height} x ${width} pixels but found ${pixels.length}`,
    );
  }
  return Uint8Array.from(
    encode({ data: pixels, width, height, channels: 1, depth: 8 }, COMPRESSION),
  );
}

/** Returns a PNG file as a data URI. */
export function pngDataUri(png: Uint8Array<ArrayBuffer>): string {
  return `data:image/png;base64,${png.toBase64()}`;
}
