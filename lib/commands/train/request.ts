/** What a training run is asked for: options of the command line over a config file over a recipe. */

import { z } from "zod";
import { MODEL_NAMES } from "../../models/models.ts";
import { RECIPE_NAMES, recipeByName } from "../../recipes/recipes.ts";
import { type RunRequest, runSettingsSchema } from "../../runs/request.ts";
import { modelNameOf } from "../../runs/run_model.ts";
import { changeRecipe, recipeChangesSchema } from "../../training/recipe.ts";
import { type Precision, PRECISIONS } from "../../training/trainer.ts";
import { UserError } from "../../user_error.ts";
import { parseGivenJson, readGivenFile } from "../read_given_file.ts";

/** What `--precision` takes: `auto` is the one in which this processor is fastest. */
export const PRECISION_CHOICES = ["auto", ...PRECISIONS] as const;

/** What a config file may say: any setting, a recipe by name, and any key of a recipe. */
const configFileSchema = runSettingsSchema.partial()
  .extend(recipeChangesSchema.shape)
  .extend({
    recipe: z.enum(RECIPE_NAMES).optional(),
    precision: z.enum(PRECISION_CHOICES).optional(),
  });

/** What the command line or a config file gives. */
export type TrainConfig = z.infer<typeof configFileSchema>;

const SETTING_KEYS = new Set([...Object.keys(runSettingsSchema.shape), "recipe"]);

/** What {@linkcode completeRequest} has to know beside the options. */
export interface RequestContext {
  /** Where the options come from, for errors. */
  readonly source: string;
  /** What the precision `auto` is on this machine. */
  readonly fastestPrecision: Precision;
}

/**
 * Returns the whole request: `flags` win over `config`, which wins over the recipe.
 *
 * Unless a precision is given it is float32 for the recipe `plain`, and `auto` for the others.
 *
 * @throws {UserError} when values do not belong together.
 */
export function completeRequest(
  flags: TrainConfig,
  config: TrainConfig,
  { source, fastestPrecision }: RequestContext,
): RunRequest {
  const given = { ...config, ...flags };
  const { model = "baseline", recipe: recipeName = "plain" } = given;
  const changes = Object.fromEntries(
    Object.entries(given).filter(([key, value]) => value !== undefined && !SETTING_KEYS.has(key)),
  );
  const recipe = changeRecipe(recipeByName(recipeName, model), changes, source);
  const {
    dataset = null,
    data = null,
    from = null,
    teacher = null,
    precision = recipeName === "plain" ? "float32" : "auto",
    backend = "auto",
    validation = 0,
    seed = 0,
    limit = null,
    evaluation = "test",
    also = {},
  } = given;
  if (validation === 0 && (recipe.earlyStoppingPatience !== null || recipe.plateau !== null)) {
    throw new UserError("Cannot stop early or wait for a plateau without validation images.", {
      hint: "Add --validation 0.1, or leave earlyStoppingPatience and plateau out.",
    });
  }
  if (from === null && recipe.trainedShare < 1) {
    throw new UserError(
      "Cannot average trained weights with those at the start: these are random.",
      {
        hint: 'Add --from RUN, a run of the recipe "best" for example, or set trainedShare to 1.',
      },
    );
  }
  if (recipeName === "distilled" && teacher === null) {
    throw new UserError('Cannot train by the recipe "distilled" without a teacher.', {
      hint: "Add --teacher RUN, an ensemble for example: `deno task ensemble RUN RUN` makes one.",
    });
  }
  if (validation === 0 && evaluation === "validation") {
    throw new UserError("Cannot evaluate on validation images: none are held out.", {
      hint: "Add --validation 0.1.",
    });
  }
  const settings = {
    dataset,
    data,
    model,
    from,
    teacher,
    precision: precision === "auto" ? fastestPrecision : precision,
    backend,
    validation,
    seed,
    limit,
    evaluation,
    also,
  };
  return { ...settings, recipeName, recipe };
}

/**
 * Reads a config file: one JSON object.
 *
 * @throws {UserError} when it is missing, no file, no JSON, or has an unknown key or a wrong value.
 */
export async function readConfigFile(path: string): Promise<TrainConfig> {
  const source = `the config file "${path}"`;
  const hint = 'Write one JSON object, such as { "recipe": "best", "epochs": 3 }.';
  return parseGivenJson(await readGivenFile(path, source, hint), configFileSchema, source, hint);
}

/**
 * Returns a config with the model of the run that it, or a flag, says to start from; a model that the
 * config names itself stays.
 *
 * @throws {UserError} when the run cannot be read, or its model is none of ours.
 */
export async function withModelOfRun(
  config: TrainConfig,
  from: string | null | undefined = config.from,
): Promise<TrainConfig> {
  if (from === undefined || from === null) return config;
  const name = await modelNameOf(from);
  const model = MODEL_NAMES.find((known) => known === name);
  if (model === undefined) {
    throw new UserError(`Cannot start from "${from}": its model is called "${name}".`, {
      hint: `Choose a run of ${MODEL_NAMES.join(", ")}.`,
    });
  }
  return { model, ...config };
}
