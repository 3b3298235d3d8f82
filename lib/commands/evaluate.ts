/** `deno task evaluate RUN`: measures a run's model on a test split, its own or any compatible one. */

import type { Command } from "commander";
import { BACKEND_CHOICES, type BackendChoice } from "../backends/backend.ts";
import { PRIOR_NAMES, type PriorName } from "../training/class_prior.ts";
import { EVALUATION_SPLITS, type EvaluationSplit } from "../runs/config.ts";
import { choiceOf, integerBetween, pathOf, runOf } from "./option_values.ts";

interface EvaluateOptions {
  readonly dataset?: string;
  readonly data?: string;
  readonly evaluation: EvaluationSplit;
  readonly shifts: number;
  readonly prior: PriorName;
  readonly backend: BackendChoice;
  readonly keep?: boolean;
  readonly json?: boolean;
}

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
    .argument("<run>", "a run's folder, or its name under results/", runOf)
    .option("--dataset <name>", "balanced, another split, emnist47, … (default: the run's own)")
    .option("--data <folder>", "folder with IDX files, searched first", pathOf)
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
    .option(
      "--backend <name>",
      BACKEND_CHOICES.join(", "),
      choiceOf(BACKEND_CHOICES),
      "auto" satisfies BackendChoice,
    )
    .option("--keep", "put the figures of other data into the run's metrics, for its report")
    .option("--json", "print one JSON object with the keys of metrics.json and nothing else")
    .addHelpText("after", examples)
    .action(async (run: string, options: EvaluateOptions) => {
      const { runEvaluation } = await import("./evaluate/run_evaluation.ts");
      await runEvaluation(run, options);
    });
}
