/** How wide strokes are. */

import { forEachContact, type InkRuns } from "./ink_runs.ts";

/**
 * Returns the mean width of strokes in pixels: twice the inked area over the length of its outline,
 * as `measureInk()` of data sets does; 0 without ink.
 */
export function measureStrokeWidth(runs: InkRuns): number {
  const { width, height, rows, starts, ends } = runs;
  let [area, outline] = [0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let run = rows[y]; run < rows[y + 1]; run += 1) {
      const length = ends[run] - starts[run];
      area += length;
      if (starts[run] > y * width) outline += 1;
      if (ends[run] < (y + 1) * width) outline += 1;
      if (y > 0) outline += length;
      if (y + 1 < height) outline += length;
    }
  }
  forEachContact(runs, (_upper, _lower, columns) => outline -= 2 * columns);
  return outline === 0 ? 0 : 2 * area / outline;
}
