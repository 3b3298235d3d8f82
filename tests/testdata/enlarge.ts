/** Small images as pictures that a person might have scanned. */

import type { GreyPicture } from "../../lib/reading/picture/grey_picture.ts";

/** Returns a `[28, 28]` image as ink on a sheet, with a margin, its pixels `factor` times as large. */
export function enlarge(image: Uint8Array, factor: number, margin: number): GreyPicture {
  const side = (28 + 2 * margin) * factor;
  const pixels = Uint8Array.from({ length: side * side }, (_, pixel) => {
    const row = Math.floor(Math.floor(pixel / side) / factor) - margin;
    const column = Math.floor(pixel % side / factor) - margin;
    const isInside = row >= 0 && row < 28 && column >= 0 && column < 28;
    return 255 - (isInside ? image[28 * row + column] : 0);
  });
  return { width: side, height: side, pixels };
}
