/** `deno task train`: trains a model on the best data and backend to be had, and reports on it. */

import type { Command } from "commander";
import { BACKEND_CHOICES } from "../backends/backend.ts";
import { KNOWN_DATASETS } from "../datasets/splits.ts";
import { SYNTHETIC_NAME } from "../datasets/synthetic.ts";
import { MODEL_NAMES } from "../models/models.ts";
import { RECIPE_NAMES } from "../recipes/recipes.ts";
import { RECIPE_LIMITS } from "../training/recipe.ts";
import { SEED_LIMIT } from "../training/recipe_batches.ts";
import { EVALUATION_SPLITS } from "../runs/config.ts";
import { UserError } from "../user_error.ts";
import {
  choiceOf,
  integerBetween,
  namedFolder,
  numberBetween,
  pathOf,
  runOf,
} from "./option_values.ts";
import { dataOption } from "./run_options.ts";
import { trainHelpText } from "./train/help_text.ts";
import { PRECISION_CHOICES, type TrainConfig } from "./train/request.ts";

const DATASET_NAMES = [...KNOWN_DATASETS.map(({ name }) => name), SYNTHETIC_NAME];

interface TrainOptions extends TrainConfig {
  readonly config?: string;
  readonly out?: string;
  readonly resume?: string;
  readonly quiet?: boolean;
  readonly tensorboard?: string | true;
}

/** Adds `train` to the command line. */
export function registerTrainCommand(program: Command): void {
  const { epochs, batchSize, learningRate } = RECIPE_LIMITS;
  program.command("train")
    .description("Train a model, evaluate it on the test split and write a run folder.")
    .option("--dataset <name>", `${DATASET_NAMES.join(", ")}, or the NAME of files in --data`)
    .addOption(dataOption())
    .option(
      "--model <name>",
      `${MODEL_NAMES.join(", ")} (default: baseline)`,
      choiceOf(MODEL_NAMES),
    )
    .option("--from <run>", "begin with the weights of a run on the same classes", runOf)
    .option("--teacher <run>", "learn from the answers of a run, or of an ensemble of runs", runOf)
    .option(
      "--recipe <name>",
      `${RECIPE_NAMES.join(", ")} (default: plain)`,
      choiceOf(RECIPE_NAMES),
    )
    .option(
      "--epochs <count>",
      "passes over the images (plain recipe: 10)",
      integerBetween(epochs.minimum, epochs.maximum),
    )
    .option(
      "--batch-size <count>",
      "images a step (plain recipe: 128)",
      integerBetween(batchSize.minimum, batchSize.maximum),
    )
    .option(
      "--learning-rate <rate>",
      "step size (plain recipe: 0.001)",
      numberBetween(learningRate.minimum, learningRate.maximum),
    )
    .option(
      "--precision <name>",
      `${PRECISION_CHOICES.join(", ")} (default: auto, the fastest here; recipe plain: float32)`,
      choiceOf(PRECISION_CHOICES),
    )
    .option(
      "--backend <name>",
      `${BACKEND_CHOICES.join(", ")} (default: auto, the best that works)`,
      choiceOf(BACKEND_CHOICES),
    )
    .option(
      "--validation <share>",
      "share of the training images that is held out, 0 to 0.5 (default: 0)",
      numberBetween(0, 0.5),
    )
    .option(
      "--evaluation <split>",
      "test, or validation to choose among recipes (default: test)",
      choiceOf(EVALUATION_SPLITS),
    )
    .option(
      "--also <name=folder>",
      "measure the model on the test split of NAME in a folder as well; may be repeated",
      namedFolder,
    )
    .option(
      "--seed <number>",
      "fixes every random draw (default: 0)",
      integerBetween(0, SEED_LIMIT - 1),
    )
    .option(
      "--limit <count>",
      "most images taken of each split (default: all)",
      integerBetween(1, 1e9),
    )
    .option(
      "--config <file>",
      "JSON with any option but config, out, resume, tensorboard and quiet, and any key of a recipe",
      pathOf,
    )
    .option(
      "--out <folder>",
      "run folder (default: results/<model>-<recipe>-<dataset>-<time>)",
      pathOf,
    )
    .option(
      "--resume <folder>",
      "go on with an interrupted run; --data may say where its data lie now",
      pathOf,
    )
    .option(
      "--tensorboard [folder]",
      "write TensorBoard's event files (default folder: tensorboard in the run folder)",
      pathOf,
    )
    .option("--quiet", "print nothing but fallbacks, errors and the run folder")
    .addHelpText("after", trainHelpText)
    .action(async (options: TrainOptions) => {
      const { config, out, resume, quiet = false, tensorboard, ...flags } = options;
      const { startRun, resumeRun } = await import("./train/run_training.ts");
      if (resume !== undefined) {
        const { data, ...others } = { config, out, ...flags };
        if (Object.values(others).some((value) => value !== undefined)) {
          throw new UserError("Cannot change options of a run that is resumed.", {
            hint:
              "Leave all but --data, --quiet and --tensorboard out, or start a new run without --resume.",
          });
        }
        return await resumeRun(resume, { data: data ?? undefined, quiet, tensorboard });
      }
      const { completeRequest, readConfigFile, withModelOfRun } = await import(
        "./train/request.ts"
      );
      const fromFile = await withModelOfRun(
        config === undefined ? {} : await readConfigFile(config),
        flags.from,
      );
      const { findFastestPrecision } = await import("../backends/processor_flags.ts");
      const context = {
        source: config === undefined ? "these options" : `the config file "${config}"`,
        fastestPrecision: await findFastestPrecision(),
      };
      await startRun(completeRequest(flags, fromFile, context), { out, quiet, tensorboard });
    });
}
