/**
 * The recipe `distilled`: three more epochs for a model that `redrawn` has trained, in which it
 * learns what a better teacher says of redrawn images, in place of their labels. Meant for `--from` a
 * run of the recipe `redrawn` and `--teacher` an ensemble of such runs.
 */

import type { Recipe } from "../training/recipe.ts";
import { redrawnRecipe } from "./redrawn.ts";

/** The same for every model. */
export const distilledRecipe: Recipe = {
  ...redrawnRecipe,
  epochs: 3,
  // The teacher's answers keep what the model could before; nothing has to be averaged in.
  trainedShare: 1,
  teacherShare: 1,
};
