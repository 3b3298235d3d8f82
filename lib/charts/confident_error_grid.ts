/** The images that the model got wrong while being most sure of itself. */

import type { ImageDataset } from "../datasets/dataset.ts";
import type { Answer } from "../evaluation/answers.ts";
import type { ChartSpec } from "./chart_spec.ts";
import { imageGrid } from "./image_grid.ts";
import { countOf, percentText } from "../number_text.ts";

const COLUMNS = 8;

/**
 * Returns the grid of errors in their order, as `confidentErrors()` has them, each with its true and
 * predicted character; `dataset` has the classes of the predictions.
 *
 * @throws {RangeError} when an error is about an image that the data set does not have.
 */
export function confidentErrorGrid(
  dataset: ImageDataset,
  errors: readonly Answer[],
): ChartSpec {
  const { height, width, count, characters } = dataset;
  const size = height * width;
  const images = errors.map(({ index, trueClass, predictedClass, confidence }) => {
    const [written, predicted] = [characters[trueClass], characters[predictedClass]];
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
    height,
    width,
    columns: COLUMNS,
    finding: finding(errors),
    caption: "Label → reading, and how sure the model was. Some labels are doubtful themselves.",
  });
}

function finding(errors: readonly Answer[]): string {
  if (errors.length === 0) return "Not one error";
  const lowest = Math.min(...errors.map(({ confidence }) => confidence));
  const roundedDown = Math.floor(1000 * lowest) / 1000;
  return `${countOf(errors.length, "error")} that the model was at least ${
    percentText(roundedDown)
  } sure of`;
}
