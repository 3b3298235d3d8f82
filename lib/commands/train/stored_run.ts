/** What a checkpoint keeps of a run beside its weights: all that it takes to go on the same way. */

import { join } from "node:path";
import { z } from "zod";
import { backendNames } from "../../backends/backend.ts";
import type { DataSource } from "../../datasets/dataset.ts";
import { schemaError } from "../../schema_error.ts";
import { type Checkpoint, checkpointFileName } from "../../runs/checkpoint.ts";
import { UserError } from "../../user_error.ts";
import { modelNames } from "../../models/models.ts";
import { recipeNames } from "../../recipes/recipes.ts";
import { currentModelName, currentRecipeName } from "../../runs/old_names.ts";
import { trainRequestSchema } from "./request.ts";

const storedRunSchema = z.object({
  request: trainRequestSchema.extend({
    model: z.preprocess(currentModelName, z.enum(modelNames)),
    recipeName: z.preprocess(currentRecipeName, z.enum(recipeNames)),
  }),
  /** How the run began; a run that is resumed keeps it. */
  origin: z.object({
    /** The command line. */
    command: z.string(),
    startedAt: z.iso.datetime(),
    /** Commit of the project, or null outside a Git checkout. */
    gitCommit: z.string().nullable(),
  }),
  /** What was found where the request leaves the choice open. */
  found: z.object({
    dataset: z.string(),
    backend: z.enum(backendNames),
    /** The files that the images come from. */
    sources: z.array(z.object({ name: z.string(), sha256: z.string(), official: z.boolean() })),
  }),
});

/** What a checkpoint keeps of a run; see the module's comment. */
export type StoredRun = z.infer<typeof storedRunSchema>;

/** How a run began. */
export type RunOrigin = StoredRun["origin"];

/**
 * Returns what the checkpoint in `folder` keeps of its run.
 *
 * @throws UserError when it was written by another version of this project.
 */
export function storedRunOf({ request }: Checkpoint, folder: string): StoredRun {
  const parsed = storedRunSchema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error, {
    schema: storedRunSchema,
    value: request,
    source: join(folder, checkpointFileName),
  });
}

/**
 * Makes sure that a run that is resumed learns from the same files as before.
 *
 * @throws UserError that names the first file that is missing or another one.
 */
export function requireSameSources(
  stored: readonly DataSource[],
  present: readonly DataSource[],
  folder: string,
): void {
  const isPresent = (source: DataSource) =>
    present.some(({ name, sha256 }) => name === source.name && sha256 === source.sha256);
  const missing = stored.find((source) => !isPresent(source));
  if (missing === undefined) return;
  throw new UserError(
    `Cannot resume "${folder}": expected "${missing.name}" with the SHA-256 ${missing.sha256} but ` +
      "found other data.",
    { hint: "Put the data back that the run began with, or start a new run." },
  );
}
