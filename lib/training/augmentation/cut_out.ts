/** Cut-out: blanking a square, so that no single part of a character is relied upon. */

import type { Random } from "../../random.ts";

/**
 * Sets a square of one image to 0, in place. Its middle is any pixel, all equally likely; what reaches
 * beyond the edges is lost (DeVries and Taylor, 2017, arXiv:1708.04552).
 *
 * @param images `[n, height, width]` row-major uint8.
 * @param index Which of the n images.
 * @param side Pixels on each side of the square, a whole number of 1 or more.
 * @param random Two numbers of it are used.
 */
export function cutOut(
  images: Uint8Array,
  index: number,
  height: number,
  width: number,
  side: number,
  random: Random,
): void {
  const top = random.integer(height) - Math.floor(side / 2);
  const left = random.integer(width) - Math.floor(side / 2);
  const [fromColumn, toColumn] = [Math.max(left, 0), Math.min(left + side, width)];
  for (let row = Math.max(top, 0); row < Math.min(top + side, height); row += 1) {
    const start = (index * height + row) * width;
    images.fill(0, start + fromColumn, start + toColumn);
  }
}
