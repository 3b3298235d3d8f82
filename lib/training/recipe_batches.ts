/**
 * The batches that a recipe asks for: shuffled, augmented, with smoothed targets.
 *
 * The shuffle follows from the seed and the epoch, every other draw from the seed, the epoch and the
 * batch, so that any batch can be made again without those before it.
 */

import { isDeepStrictEqual } from "node:util";
import { gatherBatch, shuffledOrder } from "../datasets/batches.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { createRandom, type Random } from "../random.ts";
import { augmentImages, noAugmentation } from "./augmentation/augmentation.ts";
import type { TrainingBatches } from "./fit.ts";
import { type Recipe, RECIPE_LIMITS } from "./recipe.ts";

/** Seeds of runs lie below this, so that seed, epoch and batch fit into one whole number. */
export const SEED_LIMIT = 2 ** 21;

const EPOCH_LIMIT = RECIPE_LIMITS.epochs.maximum + 1;
const DRAW_LIMIT = 2 ** 20;
/** The draw of an epoch that is its shuffle; batches have the numbers below. */
const SHUFFLE_DRAW = DRAW_LIMIT - 1;

/** What the batches are made from. */
export interface RecipeBatchesOptions {
  readonly recipe: Recipe;
  /** The run's seed, 0 to below {@linkcode SEED_LIMIT}. */
  readonly seed: number;
}

/** Creates the batches of `dataset`; each epoch sees every image once. */
export function createRecipeBatches(
  dataset: ImageDataset,
  { recipe, seed }: RecipeBatchesOptions,
): TrainingBatches {
  const { batchSize } = recipe;
  const isAugmented = !isDeepStrictEqual(recipe.augmentation, noAugmentation);
  let orderedEpoch = 0;
  let order = new Uint32Array(0);
  return {
    batchCount: Math.ceil(dataset.count / batchSize),
    batch(epoch, index) {
      if (epoch !== orderedEpoch) {
        order = shuffledOrder(dataset.count, randomOf(seed, epoch, SHUFFLE_DRAW));
        orderedEpoch = epoch;
      }
      const start = index * batchSize;
      const { images, labels, count } = gatherBatch(dataset, order, start, batchSize);
      return {
        images: isAugmented
          ? augmentImages(
            images,
            dataset.height,
            dataset.width,
            recipe.augmentation,
            randomOf(seed, epoch, index),
          )
          : images,
        targets: oneHotTargets(labels, dataset.characters.length, recipe.labelSmoothing),
        count,
      };
    },
  };
}

function randomOf(seed: number, epoch: number, draw: number): Random {
  return createRandom((seed * EPOCH_LIMIT + epoch) * DRAW_LIMIT + draw);
}

/**
 * Returns `[labels.length, classCount]` row-major float32 targets: 1 − ε + ε / K at the label and
 * ε / K elsewhere, where K is the class count and ε the smoothing (Szegedy et al., 2016).
 *
 * @param labels `[count]`, 0 to `classCount - 1`.
 * @param smoothing ε, 0 (one-hot) to below 1.
 * @throws {RangeError} when the smoothing or a label is out of range.
 */
export function oneHotTargets(
  labels: Uint8Array,
  classCount: number,
  smoothing = 0,
): Float32Array<ArrayBuffer> {
  if (!(smoothing >= 0 && smoothing < 1)) {
    throw new RangeError(`Cannot smooth labels: expected 0 to below 1 but found ${smoothing}`);
  }
  const targets = new Float32Array(labels.length * classCount).fill(smoothing / classCount);
  labels.forEach((label, row) => {
    if (label >= classCount) {
      throw new RangeError(
        `Cannot make a target: expected a label below ${classCount} but found ${label}`,
      );
    }
    targets[row * classCount + label] += 1 - smoothing;
  });
  return targets;
}
