/** The recipes fit their schema, and the plain recipe is the one of the published comparison. */

import { assertEquals } from "@std/assert";
import { MODEL_NAMES } from "../../lib/models/models.ts";
import { RECIPE_NAMES, recipeByName } from "../../lib/recipes/recipes.ts";
import { parseRecipe } from "../../lib/training/recipe.ts";

Deno.test("recipeByName() gives a whole recipe for every name and model", () => {
  for (const name of RECIPE_NAMES) {
    for (const model of MODEL_NAMES) {
      const recipe = recipeByName(name, model);
      assertEquals(parseRecipe(recipe, `${name} of ${model}`), recipe);
    }
  }
});

Deno.test("recipeByName() gives every model the same plain recipe", () => {
  for (const model of MODEL_NAMES) {
    const { epochs, batchSize, learningRate, schedule } = recipeByName("plain", model);
    assertEquals({ epochs, batchSize, learningRate, schedule }, {
      epochs: 10,
      batchSize: 128,
      learningRate: 0.001,
      schedule: { kind: "constant" },
    });
  }
});
