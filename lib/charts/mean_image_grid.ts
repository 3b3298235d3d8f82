/** The mean image of every class, or how much its images differ, pixel by pixel. */

import type { ImageDataset } from "../datasets/dataset.ts";
import { type PixelMoments, pixelMoments } from "../datasets/mean_distances.ts";
import type { ChartSpec } from "./chart_spec.ts";
import { imageGrid } from "./image_grid.ts";

const COLUMNS = 12;

/** Returns the grid of the classes' mean images, or of their standard deviations. */
export function meanImageGrid(
  dataset: ImageDataset,
  statistic: "mean" | "standard deviation" = "mean",
): ChartSpec {
  const { height, width, characters } = dataset;
  const allMoments = characters.map((_, label) => pixelMoments(dataset, label));
  const images = characters.map((character, label) => {
    const { mean, deviation } = allMoments[label];
    const pixels = statistic === "mean" ? mean : deviation;
    return {
      pixels: Uint8Array.from(pixels, (value) => Math.round(value)),
      label: character,
      summary: `${statistic} of the images of ${character}`,
    };
  });
  return imageGrid(images, {
    height,
    width,
    columns: COLUMNS,
    zoom: 1.7,
    finding: finding(dataset, allMoments),
    caption: statistic === "mean"
      ? `Mean of all ${dataset.split} images of each class.`
      : `Standard deviation of each pixel over all ${dataset.split} images of a class.`,
  });
}

/**
 * Says on which characters writers agree most and least: by the share of a class's energy, the sum
 * of squared pixels, that its mean image holds, `Σ mean² / Σ (mean² + deviation²)`.
 */
function finding({ characters }: ImageDataset, allMoments: readonly PixelMoments[]): string {
  const ranked = allMoments
    .map(({ mean, deviation }, label) => {
      const [held, lost] = [sumOfSquares(mean), sumOfSquares(deviation)];
      return { character: characters[label], agreement: held / (held + lost) };
    })
    .filter(({ agreement }) => Number.isFinite(agreement))
    .sort((first, second) => second.agreement - first.agreement);
  const least = ranked.at(-1);
  if (least === undefined) return "No class has any ink";
  return `Writers agree most on ${ranked[0].character} and least on ${least.character}`;
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
