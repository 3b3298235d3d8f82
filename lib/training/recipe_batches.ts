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
import { distilledTargets } from "./distillation.ts";
import type { TrainingBatches } from "./fit.ts";
import { type Recipe, recipeLimits } from "./recipe.ts";
import { oneHotTargets } from "./targets.ts";

/** Seeds of runs lie below this, so that seed, epoch and batch fit into one whole number. */
export const seedLimit = 2 ** 21;

const epochLimit = recipeLimits.epochs.maximum + 1;
const drawLimit = 2 ** 20;
/** The draw of an epoch that is its shuffle; batches have the numbers below. */
const shuffleDraw = drawLimit - 1;

/** What the batches are made from. */
export interface RecipeBatchesOptions {
  readonly recipe: Recipe;
  /** The run's seed, 0 to below {@linkcode seedLimit}. */
  readonly seed: number;
  /** Added to the logits in training; distilled targets take it into account. */
  readonly logitOffsets?: Float32Array<ArrayBuffer>;
  /** The teacher's `[count, classes]` probabilities of the data set's images, for distillation. */
  readonly teacherProbabilities?: Float32Array<ArrayBuffer>;
}

/** Creates the batches of `dataset`; each epoch sees every image once. */
export function createRecipeBatches(
  dataset: ImageDataset,
  options: RecipeBatchesOptions,
): TrainingBatches {
  const { recipe, seed } = options;
  const { batchSize } = recipe;
  const isAugmented = !isDeepStrictEqual(recipe.augmentation, noAugmentation);
  let orderedEpoch = 0;
  let order = new Uint32Array(0);
  return {
    batchCount: Math.ceil(dataset.count / batchSize),
    batch(epoch, index) {
      if (epoch !== orderedEpoch) {
        order = shuffledOrder(dataset.count, randomOf(seed, epoch, shuffleDraw));
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
        targets: createTargets(labels, order.subarray(start, start + count), dataset, options),
        count,
      };
    },
  };
}

function createTargets(
  labels: Uint8Array,
  rows: Uint32Array,
  { characters }: ImageDataset,
  { recipe, logitOffsets, teacherProbabilities }: RecipeBatchesOptions,
): Float32Array<ArrayBuffer> {
  const classCount = characters.length;
  const targets = oneHotTargets(labels, classCount, recipe.labelSmoothing);
  if (recipe.distillation === null || teacherProbabilities === undefined) return targets;
  const { weight, temperature } = recipe.distillation;
  const taught = new Float32Array(targets.length);
  rows.forEach((row, position) => {
    taught.set(
      teacherProbabilities.subarray(row * classCount, (row + 1) * classCount),
      position * classCount,
    );
  });
  return distilledTargets(targets, taught, { classCount, weight, temperature, logitOffsets });
}

function randomOf(seed: number, epoch: number, draw: number): Random {
  return createRandom((seed * epochLimit + epoch) * drawLimit + draw);
}
