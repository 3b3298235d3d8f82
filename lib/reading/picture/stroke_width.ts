/** How wide strokes are. */

import { type InkPicture, STROKE } from "./grey_picture.ts";

/**
 * Returns the mean width of strokes in pixels: twice the inked area over the length of its outline,
 * as `measureInk()` of data sets does; 0 without ink.
 */
export function measureStrokeWidth({ width, height, ink }: InkPicture): number {
  let [area, outline] = [0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = y * width + x;
      const inked = ink[index] >= STROKE;
      if (inked) area += 1;
      if (x > 0 && inked !== ink[index - 1] >= STROKE) outline += 1;
      if (y > 0 && inked !== ink[index - width] >= STROKE) outline += 1;
    }
  }
  return outline === 0 ? 0 : 2 * area / outline;
}
