/** Mean images of classes: pixel by pixel, how far apart they lie, and which an image is nearest to. */

import type { ImageDataset } from "./dataset.ts";

/** Mean and standard deviation of each pixel over the images of one class, both 0 to 255. */
export interface PixelMoments {
  /** `[height, width]` row-major. */
  readonly mean: Float64Array;
  /** `[height, width]` row-major, the population's (divided by the number of images). */
  readonly deviation: Float64Array;
}

/** Returns the moments of the images of class `label`; all 0 when it has none (0/0). */
export function pixelMoments(dataset: ImageDataset, label: number): PixelMoments {
  const size = dataset.height * dataset.width;
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  let count = 0;
  for (let image = 0; image < dataset.count; image++) {
    if (dataset.labels[image] !== label) continue;
    count++;
    for (let pixel = 0; pixel < size; pixel++) {
      const value = dataset.images[image * size + pixel];
      sums[pixel] += value;
      squares[pixel] += value * value;
    }
  }
  const mean = sums.map((sum) => count === 0 ? 0 : sum / count);
  const deviation = squares.map((sum, pixel) =>
    count === 0 ? 0 : Math.sqrt(Math.max(0, sum / count - mean[pixel] ** 2))
  );
  return { mean, deviation };
}

/** Two classes and how far apart their mean images lie. */
export interface ClassDistance {
  readonly first: string;
  readonly second: string;
  /** Root mean square difference of the pixels, in grey levels, 0 to 255. */
  readonly distance: number;
}

/**
 * Returns every pair of classes, the nearest pair first.
 *
 * @param means The mean image of each class, `[classes]` arrays of `[pixels]`, 0 to 255.
 * @param characters The character of each class, `[classes]`.
 */
export function meanDistances(
  means: readonly Float64Array[],
  characters: readonly string[],
): ClassDistance[] {
  const pairs = characters.flatMap((first, label) =>
    characters.slice(label + 1).map((second, offset) => {
      const squares = squaredDistance(means[label], means[label + 1 + offset]);
      return { first, second, distance: Math.sqrt(squares / means[label].length) };
    })
  );
  return pairs.sort((first, second) => first.distance - second.distance);
}

/**
 * Returns the class whose mean image is nearest to each image, `[count]` uint8; of equals the lower.
 *
 * @param images `[count, pixels]` row-major uint8.
 * @param means The mean image of each class, `[classes]` arrays of `[pixels]`, 0 to 255.
 */
export function nearestMeans(
  images: Uint8Array,
  means: readonly Float64Array[],
): Uint8Array<ArrayBuffer> {
  const size = means[0].length;
  return Uint8Array.from({ length: images.length / size }, (_, image) => {
    const pixels = images.subarray(image * size, (image + 1) * size);
    let nearest = 0;
    let shortest = Infinity;
    means.forEach((mean, label) => {
      const distance = squaredDistance(pixels, mean);
      if (distance >= shortest) return;
      nearest = label;
      shortest = distance;
    });
    return nearest;
  });
}

/** Returns the sum of the squared differences of two images' pixels. */
export function squaredDistance(first: Uint8Array | Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let pixel = 0; pixel < first.length; pixel++) sum += (first[pixel] - second[pixel]) ** 2;
  return sum;
}
