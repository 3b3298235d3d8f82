/** Carving a validation set from a training set with the same share of every class. */

import type { ImageDataset } from "./dataset.ts";
import { selectImages, stratifiedSample } from "./stratified_sample.ts";

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
 * Throws a RangeError unless `fraction` lies in [0, 1).
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
