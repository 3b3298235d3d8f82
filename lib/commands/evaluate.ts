/** `deno task evaluate RUN`: measures a run's model on a test split, its own or any compatible one. */

import type { Command } from "commander";
import { PRIOR_NAMES, type PriorName } from "../training/class_prior.ts";
import { EVALUATION_SPLITS, type EvaluationSplit } from "../runs/config.ts";
import type { EvaluationOptions } from "./evaluate/run_evaluation.ts";
import { choiceOf, integerBetween } from "./option_values.ts";
import { backendOption, dataOption, datasetOption, runArgument } from "./run_options.ts";

const examples = `
Examples:
  deno task evaluate baseline-plain-emnist47                   on the run's own test split
  deno task evaluate baseline-plain-emnist47 --dataset digits  on the digits, which it knows too
  deno task evaluate baseline-plain-emnist47 --data my-data    on NAME-test-images-idx3-ubyte[.gz],
                                                         NAME-test-labels-idx1-ubyte[.gz] and
                                                         NAME-mapping.txt in that folder
  deno task evaluate baseline-plain-emnist47 --shifts 1        nine predictions an image, averaged
Data serve when the model knows every one of their characters; only the test split is read.`;

/** Adds `evaluate` to the command line. */
export function registerEvaluateCommand(program: Command): void {
  program.command("evaluate")
    .description("Measure a run's model on a test split: its own, or any that it can read.")
    .addArgument(runArgument())
    .addOption(datasetOption())
    .addOption(dataOption())
    .option(
      "--evaluation <split>",
      "test, or validation: the images that the run held out of training",
      choiceOf(EVALUATION_SPLITS),
      "test" satisfies EvaluationSplit,
    )
    .option(
      "--shifts <pixels>",
      "average over all shifts of an image by up to so many pixels, 0 to 4",
      integerBetween(0, 4),
      0,
    )
    .option(
      "--prior <name>",
      "what is equally frequent: classes, or characters, of which a class may hold two",
      choiceOf(PRIOR_NAMES),
      "classes" satisfies PriorName,
    )
    .addOption(backendOption())
    .option("--keep", "put the figures of other data into the run's metrics, for its report")
    .option("--json", "print one JSON object with the keys of metrics.json and nothing else")
    .addHelpText("after", examples)
    .action(async (run: string, options: EvaluationOptions) => {
      const { runEvaluation } = await import("./evaluate/run_evaluation.ts");
      await runEvaluation(run, options);
    });
}
