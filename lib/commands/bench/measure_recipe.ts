/** Timing epochs of a recipe as `train` runs them: shuffling, batches, targets and the loop included. */

import { isDeepStrictEqual } from "node:util";
import type { Backend } from "../../backends/backend.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { createBaselineCnn } from "../../models/baseline_cnn.ts";
import { recipeByName, type RecipeName } from "../../recipes/recipes.ts";
import { noAugmentation } from "../../training/augmentation/augmentation.ts";
import { fit, type FitState } from "../../training/fit.ts";
import type { Recipe } from "../../training/recipe.ts";
import { createRecipeBatches } from "../../training/recipe_batches.ts";
import type { Precision } from "../../training/trainer_options.ts";
import { createRecipeTrainer } from "../recipe_trainer.ts";

/** What a recipe is measured with. */
export interface RecipeBenchmarkOptions {
  readonly backend: Backend;
  readonly precision: Precision;
  readonly dataset: ImageDataset;
  readonly batchSize: number;
}

/** How long an epoch took. */
export interface RecipeBenchmark {
  readonly augmented: boolean;
  readonly seconds: number;
}

/** Epochs timed of each kind, after one to warm up; the fastest counts, since others use the machine. */
const timedEpochs = 3;

/**
 * Trains the baseline CNN by a recipe, as it is and, where it distorts images, without that: epochs of
 * both in turn, so that a machine that slows down slows both.
 */
export async function measureRecipe(
  name: RecipeName,
  options: RecipeBenchmarkOptions,
): Promise<RecipeBenchmark[]> {
  const { batchSize } = options;
  const recipe = { ...recipeByName(name, "baseline"), batchSize, epochs: 1 + timedEpochs };
  const plain = { ...recipe, augmentation: noAugmentation };
  const recipes = isDeepStrictEqual(recipe, plain) ? [plain] : [recipe, plain];
  const runs = await Promise.all(recipes.map((recipe) => startRecipe(recipe, options)));
  const seconds = runs.map((): number[] => []);
  try {
    for (let epoch = 1; epoch <= recipe.epochs; epoch += 1) {
      for (const [index, run] of runs.entries()) seconds[index].push(await run.trainEpoch());
    }
  } finally {
    runs.forEach((run) => run.dispose());
  }
  return recipes.map(({ augmentation }, index) => ({
    augmented: augmentation !== noAugmentation,
    seconds: Math.min(...seconds[index].slice(1)),
  }));
}

async function startRecipe(
  recipe: Recipe,
  { backend, precision, dataset }: RecipeBenchmarkOptions,
): Promise<{ trainEpoch(): Promise<number>; dispose(): void }> {
  const model = createBaselineCnn({ seed: 0 });
  const { trainer, logitOffsets } = await createRecipeTrainer(backend, model, {
    recipe,
    precision,
    seed: 0,
    training: dataset,
  });
  const batches = createRecipeBatches(dataset, { recipe, seed: 0, logitOffsets });
  let state: FitState | undefined;
  return {
    async trainEpoch() {
      state = await fit({
        trainer,
        batches,
        epochs: recipe.epochs,
        learningRateAt: () => recipe.learningRate,
        start: state,
        onEpoch: () => Promise.resolve(true),
      });
      return state.history[state.history.length - 1].seconds;
    },
    dispose() {
      trainer.dispose();
      model.dispose();
    },
  };
}
