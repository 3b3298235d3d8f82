/** Drawing some images of a data set, or carving a part from it, so that every class keeps its share. */

import { createRandom } from "../random.ts";
import { gatherBatch, shuffledOrder } from "./batches.ts";
import type { ImageDataset } from "./dataset.ts";

/**
 * Returns `count` image numbers in ascending order, `[count]` uint32, drawn class by class.
 *
 * Class c of n_c images among N gives count · n_c / N of them, rounded by the largest remainders
 * (Hamilton's method; equal remainders go to the lower class), so that the numbers add up to
 * `count` and none is more than one away from its share. Equal seeds draw equal images.
 *
 * @throws {RangeError} unless `count` is a whole number from 0 to the data set's count.
 */
export function stratifiedSample(
  dataset: ImageDataset,
  count: number,
  seed: number,
): Uint32Array<ArrayBuffer> {
  if (!Number.isInteger(count) || count < 0 || count > dataset.count) {
    throw new RangeError(
      `Cannot draw images of "${dataset.name}": expected a count from 0 to ${dataset.count} but found ${count}`,
    );
  }
  const remaining = shareOut(countByClass(dataset), count);
  const chosen = new Uint32Array(count);
  let length = 0;
  for (const index of shuffledOrder(dataset.count, createRandom(seed))) {
    const label = dataset.labels[index];
    if (remaining[label] === 0) continue;
    remaining[label] -= 1;
    chosen[length] = index;
    length += 1;
  }
  return chosen.sort();
}

/** Returns a copy of the data set that holds only the images at `indexes`, in that order. */
export function selectImages(dataset: ImageDataset, indexes: Uint32Array): ImageDataset {
  if (indexes.length === 0) {
    return { ...dataset, images: new Uint8Array(0), labels: new Uint8Array(0), count: 0 };
  }
  return { ...dataset, ...gatherBatch(dataset, indexes, 0, indexes.length) };
}

/** Returns how many images each class has, `[classes]`. */
export function countByClass(dataset: ImageDataset): Uint32Array<ArrayBuffer> {
  const counts = new Uint32Array(dataset.characters.length);
  for (const label of dataset.labels) counts[label] += 1;
  return counts;
}

/** Shares `total` seats out in proportion to `sizes` by the largest remainders. */
function shareOut(sizes: Uint32Array, total: number): Uint32Array {
  const sum = sizes.reduce((partial, size) => partial + size, 0);
  const shares = new Uint32Array(sizes.length);
  if (sum === 0) return shares;
  // Whole-number arithmetic: the product stays below 2^53, so that no rounding decides a tie.
  let left = total;
  sizes.forEach((size, label) => {
    shares[label] = Math.floor(size * total / sum);
    left -= shares[label];
  });
  const byRemainder = [...sizes.keys()].sort((first, second) =>
    (sizes[second] * total) % sum - (sizes[first] * total) % sum || first - second
  );
  for (const label of byRemainder.slice(0, left)) shares[label] += 1;
  return shares;
}

/** The two parts of a training set; together they hold each image exactly once. */
export interface TrainingAndValidation {
  /** The images to learn from. */
  readonly training: ImageDataset;
  /** The images held out. */
  readonly validation: ImageDataset;
}

/**
 * Splits a data set so that `validation` holds the rounded `fraction` of all images and each class's
 * share of it is its share of the whole, to within one image. Both keep the order of the original.
 *
 * Equal seeds give equal splits. A fraction of 0 gives an empty `validation`.
 *
 * @throws {RangeError} unless `fraction` lies in [0, 1).
 *
 * @example
 * ```ts
 * import { loadDataset, stratifiedSplit } from "./mod.ts";
 *
 * const dataset = await loadDataset("synthetic", "train", { limit: 470 });
 * const { training, validation } = stratifiedSplit(dataset, 0.1, 0);
 * console.log(training.count, validation.count); // 423 47
 * ```
 */
export function stratifiedSplit(
  dataset: ImageDataset,
  fraction: number,
  seed: number,
): TrainingAndValidation {
  if (!(fraction >= 0 && fraction < 1)) {
    throw new RangeError(
      `Cannot split "${dataset.name}": expected a fraction from 0 to below 1 but found ${fraction}`,
    );
  }
  const chosen = stratifiedSample(dataset, Math.round(dataset.count * fraction), seed);
  if (chosen.length === 0) {
    return { training: dataset, validation: selectImages(dataset, chosen) };
  }
  const isChosen = new Uint8Array(dataset.count);
  for (const index of chosen) isChosen[index] = 1;
  const others = Uint32Array.from(isChosen.keys().filter((index) => isChosen[index] === 0));
  return {
    training: selectImages(dataset, others),
    validation: selectImages(dataset, chosen),
  };
}
