/** What a training run is asked for, as the command line completes it and a checkpoint keeps it. */

import { z } from "zod";
import { BACKEND_CHOICES, BACKEND_NAMES } from "../backends/backend.ts";
import type { DataSource } from "../datasets/dataset.ts";
import { MODEL_NAMES } from "../models/models.ts";
import { RECIPE_NAMES } from "../recipes/recipes.ts";
import { recipeSchema } from "../training/recipe.ts";
import { SEED_LIMIT } from "../training/recipe_batches.ts";
import { PRECISIONS } from "../training/trainer.ts";
import { UserError } from "../user_error.ts";
import { currentModelName, currentRecipeName, EVALUATION_SPLITS } from "./config.ts";

/** Everything that decides a run, beside its recipe. */
export const runSettingsSchema = z.strictObject({
  /** Name of a data set, or null for the best that can be had. */
  dataset: z.string().min(1).nullable(),
  /** The folder to search first, or null. */
  data: z.string().min(1).nullable(),
  model: z.enum(MODEL_NAMES),
  /** The run whose weights training begins with, or null for the model's own initial weights. */
  from: z.string().min(1).nullable(),
  /** The run, or ensemble, whose answers are learnt, or null for the labels alone. */
  teacher: z.string().min(1).nullable(),
  precision: z.enum(PRECISIONS),
  backend: z.enum(BACKEND_CHOICES),
  /** Share of the training images that is held out, 0 to 0.5. */
  validation: z.number().min(0).max(0.5),
  seed: z.int().min(0).lt(SEED_LIMIT),
  /** Most images taken of each split, or null for all. */
  limit: z.int().positive().nullable(),
  /** What the figures of the run are measured on: recipes are chosen on validation images. */
  evaluation: z.enum(EVALUATION_SPLITS),
  /** Other data sets that the model is measured on: the name of each, and the folder it lies in. */
  also: z.record(z.string().min(1), z.string().min(1)),
});

/** Everything that decides a run. */
export const runRequestSchema = runSettingsSchema.extend({
  recipeName: z.enum(RECIPE_NAMES),
  recipe: recipeSchema,
});

/** Everything that decides a run; see {@linkcode runRequestSchema}. */
export type RunRequest = z.infer<typeof runRequestSchema>;

/** How a run began; one that is resumed keeps it. */
const runOriginSchema = z.object({
  /** The command line. */
  command: z.string(),
  /** ISO 8601 in UTC. */
  startedAt: z.iso.datetime(),
  /** Commit of the project, or null outside a Git checkout. */
  gitCommit: z.string().nullable(),
});

/** How a run began; see {@linkcode runOriginSchema}. */
export type RunOrigin = z.infer<typeof runOriginSchema>;

/** All that a checkpoint keeps beside the state of the training, to go on the same way. */
export const startedRunSchema = z.object({
  request: runRequestSchema.extend({
    model: z.preprocess(currentModelName, z.enum(MODEL_NAMES)),
    from: runSettingsSchema.shape.from.default(null),
    teacher: runSettingsSchema.shape.teacher.default(null),
    also: runSettingsSchema.shape.also.default({}),
    recipeName: z.preprocess(currentRecipeName, z.enum(RECIPE_NAMES)),
    // Older checkpoints know no such shares.
    recipe: z.preprocess(
      (recipe) =>
        typeof recipe === "object" ? { trainedShare: 1, teacherShare: 1, ...recipe } : recipe,
      recipeSchema,
    ),
  }),
  origin: runOriginSchema,
  /** What was found where the request leaves the choice open. */
  found: z.object({
    dataset: z.string(),
    backend: z.enum(BACKEND_NAMES),
    /** Digest of the network without its weights; older checkpoints have none. */
    topologySha256: z.string().optional(),
    /** The files that the images come from. */
    sources: z.array(z.object({ name: z.string(), sha256: z.string(), official: z.boolean() })),
  }),
});

/** A run that has begun; see {@linkcode startedRunSchema}. */
export type StartedRun = z.infer<typeof startedRunSchema>;

/**
 * Makes sure that a run that is resumed learns from the same files as before.
 *
 * @throws {UserError} that names the first file that is missing or another one.
 */
export function requireSameSources(
  before: readonly DataSource[],
  present: readonly DataSource[],
  folder: string,
): void {
  const isPresent = (source: DataSource) =>
    present.some(({ name, sha256 }) => name === source.name && sha256 === source.sha256);
  const missing = before.find((source) => !isPresent(source));
  if (missing === undefined) return;
  throw new UserError(
    `Cannot resume "${folder}": expected "${missing.name}" with the SHA-256 ${missing.sha256} but ` +
      "found other data.",
    { hint: "Say where the data are that the run began with, by --data, or start a new run." },
  );
}
