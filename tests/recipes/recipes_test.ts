/** The recipes fit their schema, and the plain recipe is the one of the published comparison. */

import { assertEquals } from "@std/assert";
import { modelNames } from "../../lib/models/models.ts";
import { recipeByName, recipeNames } from "../../lib/recipes/recipes.ts";
import { parseRecipe } from "../../lib/training/recipe.ts";

Deno.test("recipeByName() gives a whole recipe for every name and model", () => {
  for (const name of recipeNames) {
    for (const model of modelNames) {
      const recipe = recipeByName(name, model);
      assertEquals(parseRecipe(recipe, `${name} of ${model}`), recipe);
    }
  }
});

Deno.test("recipeByName() gives every model the same plain recipe", () => {
  for (const model of modelNames) {
    const { epochs, batchSize, learningRate, schedule } = recipeByName("plain", model);
    assertEquals({ epochs, batchSize, learningRate, schedule }, {
      epochs: 10,
      batchSize: 128,
      learningRate: 0.001,
      schedule: { kind: "constant" },
    });
  }
});
