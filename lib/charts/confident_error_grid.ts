/** The images that the model got wrong while being most sure of itself. */

import type { ImageDataset } from "../datasets/dataset.ts";
import type { ChartSpec } from "./chart_spec.ts";
import { imageGrid } from "./image_grid.ts";
import { percentText } from "../number_text.ts";

/** One error: a row of `mostConfidentErrors()` as plain values. */
export interface ConfidentError {
  /** Row of the image in the data set. */
  readonly index: number;
  /** Character that the label says, and the one that the model read. */
  readonly true: string;
  readonly predicted: string;
  /** Probability of the predicted class, 0 to 1. */
  readonly confidence: number;
}

const COLUMNS = 8;

/**
 * Returns the grid of errors in their order, each with its true and predicted character.
 *
 * @throws {RangeError} when an error is about an image that the data set does not have.
 */
export function confidentErrorGrid(
  dataset: ImageDataset,
  errors: readonly ConfidentError[],
): ChartSpec {
  const { height, width, count } = dataset;
  const size = height * width;
  const images = errors.map(({ index, true: written, predicted, confidence }) => {
    if (index >= count) {
      throw new RangeError(`Cannot show image ${index}: expected an index below ${count}`);
    }
    return {
      pixels: dataset.images.subarray(index * size, (index + 1) * size),
      label: `${written} → ${predicted}`,
      note: percentText(confidence),
      summary: `labelled ${written}, read as ${predicted}, ${percentText(confidence)} sure`,
    };
  });
  return imageGrid(images, {
    ...{ height, width, columns: COLUMNS },
    finding: finding(errors),
    caption: "Label → reading, and how sure the model was. Some labels are doubtful themselves.",
  });
}

function finding(errors: readonly ConfidentError[]): string {
  if (errors.length === 0) return "Not one error";
  const lowest = Math.min(...errors.map(({ confidence }) => confidence));
  const roundedDown = Math.floor(1000 * lowest) / 1000;
  return `${errors.length} errors that the model was at least ${percentText(roundedDown)} sure of`;
}
