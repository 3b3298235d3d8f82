/** The best recipe: what the experiments in EXPERIMENTS.md left standing, for each model. */

import type { ModelName } from "../models/models.ts";
import { noAugmentation } from "../training/augmentation/augmentation.ts";
import type { Recipe } from "../training/recipe.ts";
import { plainRecipe } from "./plain.ts";

/** What all models share. */
const shared: Omit<Recipe, "epochs" | "learningRate"> = {
  ...plainRecipe,
  schedule: { kind: "oneCycle", peakAt: 0.25, startDivisor: 25, finalDivisor: 10_000 },
  adam: { ...plainRecipe.adam, weightDecay: 0.05 },
  labelSmoothing: 0.1,
  averageDecay: 0.998,
  augmentation: {
    ...noAugmentation,
    rotation: 9,
    scale: 0.1,
    shear: 0.12,
    shift: 1,
    elastic: 0.3,
  },
  classBalance: 1,
};

const recipes = {
  baseline: { ...shared, epochs: 30, learningRate: 0.002 },
  small: { ...shared, epochs: 12, learningRate: 0.003 },
  flagship: { ...shared, epochs: 14, learningRate: 0.003 },
} satisfies Record<ModelName, Recipe>;

/**
 * Returns the best known recipe of a model.
 *
 * @example
 * ```ts
 * import { bestRecipe } from "./mod.ts";
 *
 * console.log(bestRecipe("small").epochs); // 12
 * ```
 */
export function bestRecipe(model: ModelName): Recipe {
  return recipes[model];
}
