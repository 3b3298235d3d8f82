/** What looks wrong in the images of a data set of one's own, in words. */

import type { ImageDataset } from "./dataset.ts";
import { createSyntheticDataset } from "./synthetic.ts";
import { transposeImages } from "./orientation.ts";

/** So many images of each class tell. */
const IMAGES_A_CLASS = 20;

/** Images as near to the known characters when turned as when upright are of no known kind. */
const MUCH_NEARER = 0.9;

/**
 * Returns one sentence for each thing that looks wrong: ink and paper exchanged, pixels of 0 and 1,
 * images that stood upright in a file where each should be transposed.
 *
 * @param dataset As it was loaded, images transposed.
 */
export function findOddities(dataset: ImageDataset): string[] {
  const { images } = dataset;
  if (images.every((value) => value <= 1)) {
    return ["its largest pixel is 1, where 255 is full ink"];
  }
  const bright = images.reduce((count, value) => count + (value > 127 ? 1 : 0), 0);
  if (bright > images.length / 2) {
    return ["most of its pixels are bright, where 0 is paper and 255 ink, as if it were inverted"];
  }
  return looksTransposed(dataset)
    ? ["its images look as if they stood upright in the file, where each should be transposed"]
    : [];
}

/** Compares the mean images of the classes with those of characters drawn by this program. */
function looksTransposed({ images, labels, characters, height, width }: ImageDataset): boolean {
  const known = createSyntheticDataset("train", { imagesPerClass: IMAGES_A_CLASS });
  if (height !== known.height || width !== known.width) return false;
  const knownMeans = meansByCharacter(known.images, known.labels, known.characters);
  const upright = meansByCharacter(images, labels, characters);
  let [uprightDistance, turnedDistance] = [0, 0];
  for (const [character, mean] of upright) {
    const knownMean = knownMeans.get(character);
    if (knownMean === undefined) continue;
    const turned = Uint8Array.from(mean);
    transposeImages(turned, height, width);
    uprightDistance += squaredDistance(mean, knownMean);
    turnedDistance += squaredDistance(turned, knownMean);
  }
  return turnedDistance < MUCH_NEARER * uprightDistance;
}

/** Returns the mean of the first images of each character, `[pixels]` uint8. */
function meansByCharacter(
  images: Uint8Array,
  labels: Uint8Array,
  characters: readonly string[],
): Map<string, Uint8Array> {
  const size = images.length / labels.length;
  const sums = characters.map(() => ({ count: 0, pixels: new Float64Array(size) }));
  labels.forEach((label, index) => {
    const sum = sums[label];
    if (sum.count === IMAGES_A_CLASS) return;
    sum.count += 1;
    const image = images.subarray(index * size, (index + 1) * size);
    image.forEach((value, pixel) => sum.pixels[pixel] += value);
  });
  return new Map(
    sums.flatMap(({ count, pixels }, label) =>
      count === 0 ? [] : [[characters[label], Uint8Array.from(pixels, (sum) => sum / count)]]
    ),
  );
}

function squaredDistance(first: Uint8Array, second: Uint8Array): number {
  return first.reduce((sum, value, pixel) => sum + (value - second[pixel]) ** 2, 0);
}
