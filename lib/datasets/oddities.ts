/** What looks wrong in the images of a data set of one's own, in words. */

import type { ImageDataset } from "./dataset.ts";
import { pixelMoments, squaredDistance } from "./mean_distances.ts";
import { transposeImages } from "./orientation.ts";
import { countByClass } from "./stratified_sample.ts";
import { createSyntheticDataset } from "./synthetic.ts";

/** So many drawn images of each class tell. */
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
function looksTransposed(dataset: ImageDataset): boolean {
  const { characters, height, width } = dataset;
  const known = createSyntheticDataset("train", { imagesPerClass: IMAGES_A_CLASS });
  if (height !== known.height || width !== known.width) return false;
  const counts = countByClass(dataset);
  let [uprightDistance, turnedDistance] = [0, 0];
  characters.forEach((character, label) => {
    const knownLabel = known.characters.indexOf(character);
    if (knownLabel < 0 || counts[label] === 0) return;
    const knownMean = pixelMoments(known, knownLabel).mean;
    const image = Uint8Array.from(pixelMoments(dataset, label).mean);
    uprightDistance += squaredDistance(image, knownMean);
    transposeImages(image, height, width);
    turnedDistance += squaredDistance(image, knownMean);
  });
  return turnedDistance < MUCH_NEARER * uprightDistance;
}
