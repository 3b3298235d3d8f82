/** A trainer as a recipe asks for it. */

import type * as tf from "@tensorflow/tfjs";
import type { Backend } from "../backends/backend.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { logitAdjustment } from "../training/class_balance.ts";
import type { Recipe } from "../training/recipe.ts";
import type { Trainer } from "../training/trainer.ts";
import type { Precision } from "../training/trainer_options.ts";

/** What a trainer is created from, beside its model. */
export interface RecipeTrainerOptions {
  readonly recipe: Recipe;
  readonly precision: Precision;
  /** Fixes the dropout masks. */
  readonly seed: number;
  /** What will be learnt from: its class shares balance the classes. */
  readonly training: ImageDataset;
}

/** A trainer, and what it adds to the logits in training, `[classes]`; undefined is nothing. */
export interface RecipeTrainer {
  readonly trainer: Trainer;
  readonly logitOffsets: Float32Array<ArrayBuffer> | undefined;
}

/**
 * Creates a trainer that starts from the model's present weights.
 *
 * @throws UserError when the backend cannot train the model, or not by this recipe.
 */
export async function createRecipeTrainer(
  backend: Backend,
  model: tf.LayersModel,
  { recipe, precision, seed, training }: RecipeTrainerOptions,
): Promise<RecipeTrainer> {
  const logitOffsets = recipe.classBalance > 0
    ? logitAdjustment(training.labels, training.characters.length, recipe.classBalance)
    : undefined;
  const { clipNorm, ...adam } = recipe.adam;
  const trainer = await backend.createTrainer(model, {
    precision,
    adam: { ...adam, clipNorm: clipNorm ?? Infinity },
    averageDecay: recipe.averageDecay ?? undefined,
    logitOffsets,
    seed,
  });
  return { trainer, logitOffsets };
}
