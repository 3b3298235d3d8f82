/** The recipes by name. */

import type { ModelName } from "../models/models.ts";
import type { Recipe } from "../training/recipe.ts";
import { bestRecipe } from "./best.ts";
import { distilledRecipe } from "./distilled.ts";
import { plainRecipe } from "./plain.ts";
import { redrawnRecipe } from "./redrawn.ts";

/** Names of the recipes: `best` has one for each model, the others are the same for all. */
export const RECIPE_NAMES = ["plain", "best", "redrawn", "distilled"] as const;

/** Name of a recipe. */
export type RecipeName = typeof RECIPE_NAMES[number];

/** Returns a recipe by its name, for a model. */
export function recipeByName(name: RecipeName, model: ModelName): Recipe {
  switch (name) {
    case "plain":
      return plainRecipe;
    case "best":
      return bestRecipe(model);
    case "redrawn":
      return redrawnRecipe;
    case "distilled":
      return distilledRecipe;
  }
}
