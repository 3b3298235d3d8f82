/** A few random images of every class, so that the eye learns what the data are. */

import type { ImageDataset } from "../datasets/dataset.ts";
import type { Random } from "../random.ts";
import type { ChartSpec } from "./chart_spec.ts";
import { type GridImage, imageGrid } from "./image_grid.ts";
import { countText } from "../number_text.ts";

const DEFAULT_PER_CLASS = 4;

/** Columns of strips that fit a page at the default size. */
const COLUMNS = 6;

/**
 * Returns the grid: one strip of `perClass` images for each class that has any, drawn with `random`
 * without replacement.
 */
export function sampleGrid(
  dataset: ImageDataset,
  random: Random,
  perClass = DEFAULT_PER_CLASS,
): ChartSpec {
  const { height, width, characters } = dataset;
  const strips = characters.flatMap((character, label): GridImage[] => {
    const drawn = drawImages(dataset.labels, label, random, perClass);
    if (drawn.length === 0) return [];
    const pixels = new Uint8Array(height * width * perClass);
    drawn.forEach((image, place) => {
      for (let row = 0; row < height; row++) {
        const start = (image * height + row) * width;
        pixels.set(
          dataset.images.subarray(start, start + width),
          (row * perClass + place) * width,
        );
      }
    });
    return [{ pixels, label: character, summary: `${drawn.length} images of ${character}` }];
  });
  return imageGrid(strips, {
    height,
    width: width * perClass,
    columns: COLUMNS,
    zoom: 1,
    finding: `Everyone writes a little differently: ${characters.length} characters of ` +
      `${dataset.name}`,
    caption: `${perClass} images of each class, drawn at random from ${
      countText(dataset.count)
    } of the ${dataset.split} split.`,
  });
}

/** Draws up to `count` different images of a class; a partial Fisher-Yates shuffle. */
function drawImages(labels: Uint8Array, label: number, random: Random, count: number): number[] {
  const images = Array.from(labels.keys()).filter((image) => labels[image] === label);
  const drawn: number[] = [];
  while (drawn.length < count && images.length > 0) {
    const place = random.integer(images.length);
    drawn.push(images[place]);
    images[place] = images[images.length - 1];
    images.pop();
  }
  return drawn;
}
