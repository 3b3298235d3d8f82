/**
 * Timing bare training steps and predictions, without a loop around them, and epochs of a recipe as
 * `train` runs them: shuffling, batches, targets and the loop included.
 */

import { isDeepStrictEqual } from "node:util";
import type { Backend } from "../../backends/backend.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { createModel, type ModelName } from "../../models/models.ts";
import { recipeByName, type RecipeName } from "../../recipes/recipes.ts";
import { trainModel } from "../../runs/train_model.ts";
import { noAugmentation } from "../../training/augmentation/augmentation.ts";
import { oneHotTargets } from "../../training/recipe_batches.ts";
import type { Precision } from "../../training/trainer.ts";
import { UserError } from "../../user_error.ts";

const WARM_UP_STEPS = 10;

/** Rounds in which each kind trains an epoch to warm up and one that is timed; the fastest counts. */
const ROUNDS = 3;

/** What is measured on a backend. */
interface StepOptions {
  readonly backend: Backend;
  readonly model: ModelName;
  readonly dataset: ImageDataset;
  readonly batchSize: number;
}

/** Returns the seconds that training steps over all images take, one after the other. */
export async function measureSteps(
  { backend, model: name, dataset, batchSize }: StepOptions,
  precision: Precision,
): Promise<number> {
  const { images, labels, count, characters } = dataset;
  const imageSize = images.length / count;
  const model = createModel(name, { seed: 0, classCount: characters.length });
  const trainer = await backend.createTrainer(model, { precision });
  const train = async (end: number) => {
    for (let start = 0; start < end; start += batchSize) {
      const batch = images.subarray(start * imageSize, (start + batchSize) * imageSize);
      const batchLabels = labels.subarray(start, start + batchSize);
      const targets = oneHotTargets(batchLabels, characters.length);
      const { loss } = await trainer.trainOnBatch(batch, targets, 0.001);
      if (!Number.isFinite(loss)) throw new UserError(`Cannot measure: the loss became ${loss}.`);
    }
  };
  try {
    await train(Math.min(WARM_UP_STEPS * batchSize, count));
    return await secondsOf(() => train(count));
  } finally {
    trainer.dispose();
    model.dispose();
  }
}

/** Returns the seconds that predicting all images in one call takes, and a call with one image. */
export async function measurePredictions(
  { backend, model: name, dataset, batchSize }: StepOptions,
): Promise<{ readonly all: number; readonly one: number }> {
  const { images, count, characters } = dataset;
  const imageSize = images.length / count;
  const model = createModel(name, { seed: 0, classCount: characters.length });
  const predictor = await backend.createPredictor(model);
  try {
    await predictor.predict(images.subarray(0, WARM_UP_STEPS * batchSize * imageSize));
    const all = await secondsOf(() => predictor.predict(images));
    const calls = Math.min(count, 100);
    const single = await secondsOf(async () => {
      for (let index = 0; index < calls; index += 1) {
        await predictor.predict(images.subarray(index * imageSize, (index + 1) * imageSize));
      }
    });
    return { all, one: single / calls };
  } finally {
    predictor.dispose();
    model.dispose();
  }
}

/** How long an epoch took. */
interface RecipeBenchmark {
  readonly augmented: boolean;
  readonly seconds: number;
}

/**
 * Trains a model by a recipe, as it is and, where it distorts images, without that: both in
 * turn, so that a machine that slows down slows both.
 */
export async function measureRecipe(
  name: RecipeName,
  { backend, model: modelName, dataset, batchSize }: StepOptions,
  precision: Precision,
): Promise<RecipeBenchmark[]> {
  const recipe = { ...recipeByName(name, modelName), batchSize, epochs: 2 };
  const plain = { ...recipe, augmentation: noAugmentation };
  const recipes = isDeepStrictEqual(recipe, plain) ? [plain] : [recipe, plain];
  const fastest = recipes.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, recipe] of recipes.entries()) {
      const model = createModel(modelName, { seed: 0 });
      const { history } = await trainModel(model, dataset, { backend, precision, recipe })
        .finally(() => model.dispose());
      fastest[index] = Math.min(fastest[index], history[1].seconds);
    }
  }
  return recipes.map(({ augmentation }, index) => ({
    augmented: augmentation !== noAugmentation,
    seconds: fastest[index],
  }));
}

async function secondsOf(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}
