/** The plain recipe: plain Adam for ten epochs and nothing else, what every other recipe has to beat. */

import { noAugmentation } from "../training/augmentation/augmentation.ts";
import type { Recipe } from "../training/recipe.ts";

/** Keras's defaults throughout, batches of 128. */
export const plainRecipe: Recipe = {
  epochs: 10,
  batchSize: 128,
  learningRate: 0.001,
  schedule: { kind: "constant" },
  adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0, clipNorm: null },
  labelSmoothing: 0,
  averageDecay: null,
  trainedShare: 1,
  teacherShare: 1,
  augmentation: noAugmentation,
  classBalance: 0,
  earlyStoppingPatience: null,
  plateau: null,
};
