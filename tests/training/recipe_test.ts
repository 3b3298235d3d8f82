/** Recipes refuse what they do not know, and change key by key. */

import { assertEquals, assertThrows } from "@std/assert";
import { bestRecipe } from "../../lib/recipes/best.ts";
import { plainRecipe } from "../../lib/recipes/plain.ts";
import { changeRecipe, parseRecipe, recipeChangesSchema } from "../../lib/training/recipe.ts";
import { UserError } from "../../lib/user_error.ts";

const best = bestRecipe("baseline");

Deno.test("parseRecipe() takes a recipe that went through JSON", () => {
  assertEquals(parseRecipe(JSON.parse(JSON.stringify(best)), "a copy"), best);
});

Deno.test("parseRecipe() refuses an unknown key with the nearest known one", () => {
  const error = assertThrows(
    () => parseRecipe({ ...best, learningrate: 1 }, 'the file "x.json"'),
    UserError,
    'Cannot use the file "x.json": expected known keys but found "learningrate"',
  );
  assertEquals(error.hint.startsWith('Did you mean "learningRate"? Known keys: epochs, '), true);
});

Deno.test("parseRecipe() refuses a missing key and values out of range", () => {
  const { epochs: _, ...incomplete } = best;
  assertThrows(() => parseRecipe(incomplete, "it"), UserError, 'Cannot use it: "epochs": ');
  assertThrows(
    () => parseRecipe({ ...best, labelSmoothing: 1 }, "it"),
    UserError,
    "labelSmoothing",
  );
  assertThrows(() => parseRecipe({ ...best, batchSize: 1.5 }, "it"), UserError, "batchSize");
  assertThrows(() => parseRecipe({ ...best, plateau: {} }, "it"), UserError, "plateau.factor");
});

Deno.test("parseRecipe() takes limits themselves and nothing beyond them", () => {
  // Epochs have 12 bits of the random key, so that 4096 of them would meet the next seed's draws.
  const limits = { epochs: [1, 4095], batchSize: [1, 65536], learningRate: [1e-9, 10] };
  for (const [key, [least, most]] of Object.entries(limits)) {
    for (const value of [least, most]) parseRecipe({ ...best, [key]: value }, "it");
    for (const value of [least / 2, 0, -1, most + 1, 1e9]) {
      assertThrows(() => parseRecipe({ ...best, [key]: value }, "it"), UserError, `"${key}": `);
    }
  }
});

Deno.test("changeRecipe() keeps the keys of adam and augmentation that are not named", () => {
  const changed = changeRecipe(
    best,
    { epochs: 3, adam: { beta2: 0.99 }, augmentation: { elastic: 0 } },
    "the changes",
  );
  assertEquals(changed, {
    ...best,
    epochs: 3,
    adam: { ...best.adam, beta2: 0.99 },
    augmentation: { ...best.augmentation, elastic: 0 },
  });
  assertEquals(changeRecipe(best, {}, "nothing"), best);
});

Deno.test("changeRecipe() replaces schedules as a whole", () => {
  const changed = changeRecipe(best, { schedule: { kind: "constant" } }, "the changes");
  assertEquals(changed.schedule, { kind: "constant" });
});

Deno.test("changeRecipe() refuses unknown keys below adam and augmentation", () => {
  const change = (changes: Record<string, unknown>) => () => changeRecipe(best, changes, "it");
  const error = assertThrows(
    change({ augmentation: { rotate: 4 } }),
    UserError,
    'but found "augmentation.rotate"',
  );
  assertEquals(error.hint.startsWith('Did you mean "rotation"?'), true);
  assertThrows(change({ adam: { beta1: 2 } }), UserError, '"adam.beta1"');
  assertThrows(change({ adam: 3 }), UserError, '"adam"');
});

Deno.test("recipeChangesSchema adds nothing to what a file names", () => {
  const changes = { augmentation: { elastic: 0.5 }, adam: { weightDecay: 0.1 } };
  assertEquals(recipeChangesSchema.parse(changes), changes);
  assertEquals(recipeChangesSchema.safeParse({ augmentation: { elastics: 1 } }).success, false);
  assertEquals(plainRecipe.augmentation.elastic, 0);
});
