/** Timing epochs of a recipe as `train` runs them: shuffling, batches, targets and the loop included. */

import { isDeepStrictEqual } from "node:util";
import { createModel } from "../../models/models.ts";
import { recipeByName, type RecipeName } from "../../recipes/recipes.ts";
import { noAugmentation } from "../../training/augmentation/augmentation.ts";
import { trainModel } from "../../runs/train_model.ts";
import type { Precision } from "../../training/trainer.ts";
import type { StepOptions } from "./measure_steps.ts";

/** How long an epoch took. */
export interface RecipeBenchmark {
  readonly augmented: boolean;
  readonly seconds: number;
}

/** Rounds in which each kind trains an epoch to warm up and one that is timed; the fastest counts. */
const rounds = 3;

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
  for (let round = 0; round < rounds; round += 1) {
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
