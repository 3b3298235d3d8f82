/** Recipes: everything that decides how a model is trained, as one plain value that JSON can hold. */

import { z } from "zod";
import { schemaError } from "../schema_error.ts";
import { augmentationSchema } from "./augmentation/augmentation.ts";
import { scheduleSchema } from "./schedule.ts";

/** The smallest and the largest values of what is set most often; both are allowed. */
export const recipeLimits = {
  /** Epochs have 12 bits of the random key, see `createRecipeBatches()`. */
  epochs: { minimum: 1, maximum: 2 ** 12 - 1 },
  batchSize: { minimum: 1, maximum: 65536 },
  learningRate: { minimum: 1e-9, maximum: 10 },
} as const;

/** Returns the schema of numbers within limits. */
function within<Schema extends z.ZodNumber>(
  schema: Schema,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
) {
  return schema.min(minimum).max(maximum);
}

/** A recipe with all its keys; an unknown one is refused. */
export const recipeSchema = z.strictObject({
  /** Passes over the training images. */
  epochs: within(z.int(), recipeLimits.epochs),
  /** Images a step. */
  batchSize: within(z.int(), recipeLimits.batchSize),
  /** Base or peak of the schedule. */
  learningRate: within(z.number(), recipeLimits.learningRate),
  schedule: scheduleSchema,
  /** Adam's constants, see `AdamOptions`. */
  adam: z.strictObject({
    beta1: z.number().min(0).lt(1),
    beta2: z.number().min(0).lt(1),
    epsilon: z.number().positive(),
    /** Decoupled; 0 is off. */
    weightDecay: z.number().min(0),
    /** Largest L2 norm of all gradients together, or null for no clipping. */
    clipNorm: z.number().positive().nullable(),
  }),
  /** ε of `oneHotTargets()`; 0 is off. */
  labelSmoothing: z.number().min(0).lt(1),
  /** Decay of the weights' exponential moving average, or null for none. */
  averageDecay: z.number().min(0).lt(1).nullable(),
  augmentation: augmentationSchema,
  /** τ of `logitAdjustment()`; 0 is off. */
  classBalance: z.number().min(0),
  /** Epochs without a better validation loss after which training stops, or null for never. */
  earlyStoppingPatience: z.int().positive().nullable(),
  /** Options of `createPlateau()`, or null for none. */
  plateau: z.strictObject({
    factor: z.number().gt(0).lt(1),
    patience: z.int().positive(),
    minimum: z.number().min(0).max(1),
  }).nullable(),
  /** A teacher to learn from, or null for none; see `distilledTargets()`. */
  distillation: z.strictObject({
    /** A run's name under `results/`, or its folder. */
    teacher: z.string().min(1),
    weight: z.number().min(0).max(1),
    temperature: z.number().positive(),
  }).nullable(),
});

/** Some keys of a recipe, of `adam` and of `augmentation`: what a config file may change. */
export const recipeChangesSchema = recipeSchema.partial().extend({
  adam: recipeSchema.shape.adam.partial().optional(),
  augmentation: augmentationSchema.partial().optional(),
});

/** Everything that decides how a model is trained; see {@linkcode recipeSchema}. */
export type Recipe = z.infer<typeof recipeSchema>;

/**
 * Checks a whole recipe.
 *
 * @param source Where it comes from, such as `the file "sweep.json"`; named in the error.
 * @throws {UserError} when a key is missing or unknown, or a value is out of range.
 */
export function parseRecipe(value: unknown, source: string): Recipe {
  const parsed = recipeSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error, { schema: recipeSchema, value, source });
}

/**
 * Returns `recipe` with some keys changed. `adam` and `augmentation` keep the keys that `changes`
 * does not name; everything else is replaced as a whole.
 *
 * @param source Where the changes come from, see {@linkcode parseRecipe}.
 * @throws {UserError} when a changed key is unknown or its value is out of range.
 */
export function changeRecipe(
  recipe: Recipe,
  changes: Readonly<Record<string, unknown>>,
  source: string,
): Recipe {
  return parseRecipe(
    {
      ...recipe,
      ...changes,
      adam: mergedKeys(recipe.adam, changes.adam),
      augmentation: mergedKeys(recipe.augmentation, changes.augmentation),
    },
    source,
  );
}

/** Values that are no objects are handed on as they are, for the schema to refuse. */
function mergedKeys(whole: object, changes: unknown = {}): unknown {
  const isObject = typeof changes === "object" && changes !== null && !Array.isArray(changes);
  return isObject ? { ...whole, ...changes } : changes;
}
