/**
 * The recipe `redrawn`: two more epochs for a model that `best` has trained, so that it reads other
 * people's hands as well. More than half of the images are redrawn with other pens; the others keep
 * what EMNIST's own pictures tell. Meant for `--from` a run of the recipe `best`.
 */

import type { Recipe } from "../training/recipe.ts";
import { bestRecipe } from "./best.ts";

/** The same for every model. */
export const redrawnRecipe: Recipe = {
  ...bestRecipe("baseline"),
  epochs: 2,
  batchSize: 256,
  learningRate: 0.001,
  schedule: { kind: "cosine", warmupShare: 0.1, finalShare: 0 },
  // Half of the model that went in: chosen on writers 1 to 14 of `drawn`, see EXPERIMENTS.md.
  trainedShare: 0.5,
  // Without smoothing probabilities are honest as they are, and need no temperature.
  labelSmoothing: 0,
  augmentation: {
    rotation: 9,
    scale: 0.15,
    shear: 0.25,
    shift: 1,
    elastic: 0.5,
    elasticSpacing: 7,
    redraw: 0.6,
  },
};
