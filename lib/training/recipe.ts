/** Recipes: everything that decides how a model is trained, as one plain value that JSON can hold. */

import { z } from "zod";
import { schemaError } from "../schema_error.ts";
import type { AdamOptions } from "./adam.ts";
import { type Augmentation, augmentationSchema } from "./augmentation/augmentation.ts";
import type { PlateauOptions } from "./plateau.ts";
import { type Schedule, scheduleSchema } from "./schedule.ts";

/** The smallest and the largest values of what is set most often; both are allowed. */
export const RECIPE_LIMITS = {
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

/** Everything that decides how a model is trained. */
export interface Recipe {
  /** Passes over the training images. */
  readonly epochs: number;
  /** Images a step. */
  readonly batchSize: number;
  /** Base or peak of the schedule. */
  readonly learningRate: number;
  /** How the learning rate changes. */
  readonly schedule: Schedule;
  /** Adam's constants, see {@linkcode AdamOptions}. */
  readonly adam: Readonly<Required<Omit<AdamOptions, "clipNorm">>> & {
    /** Largest L2 norm of all gradients together, or null for no clipping. */
    readonly clipNorm: number | null;
  };
  /** ε of `oneHotTargets()`; 0 is off. */
  readonly labelSmoothing: number;
  /** Decay of the weights' exponential moving average, or null for none. */
  readonly averageDecay: number | null;
  /**
   * Share of the trained weights in the final ones, above 0; the rest are the weights that training
   * began with. Such a mean keeps what a model could before it was trained on (Wortsman et al.,
   * 2022, arXiv:2109.01903); 1 takes what was trained.
   */
  readonly trainedShare: number;
  /** Share of the teacher's answers in the targets, 0 to 1, where a run has a teacher. */
  readonly teacherShare: number;
  /** What is done to the training images. */
  readonly augmentation: Augmentation;
  /** τ of `logitAdjustment()`; 0 is off. */
  readonly classBalance: number;
  /** Epochs without a better validation loss after which training stops, or null for never. */
  readonly earlyStoppingPatience: number | null;
  /** When the learning rate falls, or null for never. */
  readonly plateau: PlateauOptions | null;
}

/** The limits of a {@linkcode Recipe}; an unknown key is refused. */
export const recipeSchema = z.strictObject({
  epochs: within(z.int(), RECIPE_LIMITS.epochs),
  batchSize: within(z.int(), RECIPE_LIMITS.batchSize),
  learningRate: within(z.number(), RECIPE_LIMITS.learningRate),
  schedule: scheduleSchema,
  adam: z.strictObject({
    beta1: z.number().min(0).lt(1),
    beta2: z.number().min(0).lt(1),
    epsilon: z.number().positive(),
    weightDecay: z.number().min(0),
    clipNorm: z.number().positive().nullable(),
  }),
  labelSmoothing: z.number().min(0).lt(1),
  averageDecay: z.number().min(0).lt(1).nullable(),
  trainedShare: z.number().gt(0).max(1),
  teacherShare: z.number().min(0).max(1),
  augmentation: augmentationSchema,
  classBalance: z.number().min(0),
  earlyStoppingPatience: z.int().positive().nullable(),
  plateau: z.strictObject({
    factor: z.number().gt(0).lt(1),
    patience: z.int().positive(),
    minimum: z.number().min(0).max(1),
  }).nullable(),
});

/** Some keys of a recipe, of `adam` and of `augmentation`: what a config file may change. */
export const recipeChangesSchema = recipeSchema.partial().extend({
  adam: recipeSchema.shape.adam.partial().optional(),
  augmentation: augmentationSchema.partial().optional(),
});

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
