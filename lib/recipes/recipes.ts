/** The recipes by name. */

import type { ModelName } from "../models/models.ts";
import type { Recipe } from "../training/recipe.ts";
import { bestRecipe } from "./best.ts";
import { plainRecipe } from "./plain.ts";

/** Names of the recipes: `plain` is the same for every model, `best` has one for each. */
export const recipeNames = ["plain", "best"] as const;

/** Name of a recipe. */
export type RecipeName = typeof recipeNames[number];

/** Returns a recipe by its name, for a model. */
export function recipeByName(name: RecipeName, model: ModelName): Recipe {
  return name === "plain" ? plainRecipe : bestRecipe(model);
}
