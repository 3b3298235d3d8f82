/** The images that the model got wrong while being most sure of itself. */

import type { ImageDataset } from "../datasets/dataset.ts";
import { confidences, predictedClasses, type Predictions } from "../evaluation/predictions.ts";
import type { ChartSpec } from "./chart_spec.ts";
import { imageGrid } from "./image_grid.ts";
import { percentText } from "./number_text.ts";

const DEFAULT_LIMIT = 24;
const COLUMNS = 8;

/**
 * Returns the grid of the `limit` most confident errors, each with its true and predicted character.
 *
 * @param dataset The images of `predictions`, row by row.
 * @throws {TypeError} when there are not as many images as predictions.
 */
export function confidentErrorGrid(
  dataset: ImageDataset,
  predictions: Predictions,
  limit = DEFAULT_LIMIT,
): ChartSpec {
  const { labels, characters } = predictions;
  if (labels.length !== dataset.count) {
    throw new TypeError(
      `Cannot show errors: expected ${labels.length} images but found ${dataset.count}`,
    );
  }
  const predicted = predictedClasses(predictions);
  const sure = confidences(predictions);
  const wrong = Array.from(labels.keys())
    .filter((image) => predicted[image] !== labels[image])
    .sort((first, second) => sure[second] - sure[first])
    .slice(0, limit);
  const { height, width } = dataset;
  const images = wrong.map((image) => {
    const [written, read] = [characters[labels[image]], characters[predicted[image]]];
    const confidence = percentText(sure[image]);
    return {
      pixels: dataset.images.subarray(image * height * width, (image + 1) * height * width),
      label: `${written} → ${read}`,
      note: confidence,
      summary: `labelled ${written}, read as ${read}, ${confidence} sure`,
    };
  });
  const lowest = wrong.at(-1);
  return imageGrid(images, {
    ...{ height, width, columns: COLUMNS },
    finding: lowest === undefined
      ? "Not one error"
      : `${wrong.length} errors that the model was at least ${
        percentText(Math.floor(1000 * sure[lowest]) / 1000)
      } sure of`,
    caption: "Label → reading, and how sure the model was. Some labels are doubtful themselves.",
  });
}
