/** `config.json` of a run folder: everything that was asked for and everything that was found. */

import { z } from "zod";

// Models and recipes that were once called otherwise: run folders of that time are still read.
const OLD_MODEL_NAMES: Readonly<Record<string, string>> = {
  seed: "baseline",
  seed_cnn: "baseline_cnn",
};
const OLD_RECIPE_NAMES: Readonly<Record<string, string>> = { seed: "plain" };

/** Version of a run folder's files; it grows whenever an older reader would misread them. */
export const RUN_SCHEMA_VERSION = 1;

/** The images that figures are about: the test split, or those held out to choose recipes by. */
export const EVALUATION_SPLITS = ["test", "validation"] as const;

/** One of {@linkcode EVALUATION_SPLITS}. */
export type EvaluationSplit = typeof EVALUATION_SPLITS[number];

const count = z.int().nonnegative();

/** A SHA-256 digest in lower-case hexadecimal. */
const digest = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");

/**
 * What the training command was asked for, defaults filled in.
 *
 * The keys named here are the ones that reports rely on; a trainer may add its own beside them.
 */
const runOptionsSchema = z.looseObject({
  /** Name of the model's architecture, such as `baseline`. */
  model: z.string().transform(currentModelName),
  /** Name of the recipe, or null where the options stand for themselves. */
  recipe: z.string().nullable().transform(currentRecipeName),
  /** 0 in an ensemble, which is not trained and has none of the two that follow. */
  epochs: z.int().nonnegative(),
  batchSize: z.int().positive().optional(),
  learningRate: z.number().positive().optional(),
  precision: z.string(),
  /** The backend as asked for, `auto` included; the one that ran is in `backend`. */
  backend: z.string(),
  /** Share of the training split that was held out for validation, 0 to below 1. */
  validation: z.number().min(0).lt(1),
  seed: z.int(),
  /** Most images taken of each split, or null for all. */
  limit: z.int().positive().nullable(),
  /** The images that the figures are about: the test split, or those held out for validation. */
  evaluation: z.enum(EVALUATION_SPLITS).default("test"),
});

/** The data that a run learnt from and was tested on. */
const runDatasetSchema = z.object({
  name: z.string(),
  /** The character of each class, `[classes]`, all different. */
  characters: z.array(z.string().min(1)).min(2).refine(
    (characters) => new Set(characters).size === characters.length,
    "expected every class to have a character of its own",
  ),
  trainCount: count,
  validationCount: count,
  testCount: z.int().positive(),
  /** Digest of the test images and labels themselves, see `imagesSha256()`. */
  testSha256: digest,
  sources: z.array(z.object({ name: z.string(), sha256: digest, official: z.boolean() })),
});

/** One of the runs that make an ensemble. */
const ensembleMemberSchema = z.object({
  /** The run's folder, as it was named. */
  run: z.string(),
  /** What its log-probabilities were divided by; 1 where it has no temperature. */
  temperature: z.number().positive(),
  /** Its own accuracy on the images that the ensemble was measured on, 0 to 1. */
  accuracy: z.number().min(0).max(1),
});

/** `config.json` as a whole. */
export const runConfigSchema = z.object({
  schemaVersion: z.literal(RUN_SCHEMA_VERSION),
  /** The command line that began the run; `startedAt` and `gitCommit` belong to it. */
  command: z.string(),
  /** When training began, ISO 8601 in UTC. */
  startedAt: z.iso.datetime(),
  /** Commit of the project, 40 hexadecimal digits, or null outside a Git checkout. */
  gitCommit: z.string().nullable(),
  options: runOptionsSchema,
  dataset: runDatasetSchema,
  model: z.object({
    name: z.string().transform(currentModelName),
    parameters: count,
    /** Digest of the network without its weights, see `topologySha256()`; older runs have none. */
    topologySha256: digest.optional(),
  }),
  /** The backend that ran, with its numerical precision and a sentence about it. */
  backend: z.object({ name: z.string(), precision: z.string(), description: z.string() }),
  /** The runs whose probabilities were averaged, where the record is that of an ensemble. */
  ensemble: z.array(ensembleMemberSchema).min(2).optional(),
  versions: z.object({
    project: z.string(),
    deno: z.string(),
    typescript: z.string(),
    tfjs: z.string(),
    /** Version of libtensorflow, or null where another backend ran. */
    tensorflow: z.string().nullable(),
  }),
  machine: z.object({ cpu: z.string(), threads: z.int().positive() }),
});

/** One of the runs that make an ensemble; see {@linkcode ensembleMemberSchema}. */
export type EnsembleMember = z.infer<typeof ensembleMemberSchema>;

/** Everything that `config.json` says; see {@linkcode runConfigSchema}. */
export type RunConfig = z.infer<typeof runConfigSchema>;

/** Returns what a model of a stored run is called today; any other value as it is. */
export function currentModelName<Value>(name: Value): Value | string {
  return typeof name === "string" && name in OLD_MODEL_NAMES ? OLD_MODEL_NAMES[name] : name;
}

/** Returns what the recipe of a stored run is called today; any other value as it is. */
export function currentRecipeName<Value>(name: Value): Value | string {
  return typeof name === "string" && name in OLD_RECIPE_NAMES ? OLD_RECIPE_NAMES[name] : name;
}
