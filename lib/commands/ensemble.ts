/** `deno task ensemble RUN RUN…`: the mean of several runs' probabilities, evaluated like one model. */

import type { Command } from "commander";
import { BACKEND_CHOICES, type BackendChoice } from "../backends/backend.ts";
import { choiceOf, listOf, pathOf, runOf } from "./option_values.ts";

interface EnsembleOptions {
  readonly dataset?: string;
  readonly data?: string;
  readonly out?: string;
  readonly backend: BackendChoice;
}

const examples = `
Examples:
  deno task ensemble flagship-best-emnist47 flagship-best-emnist47-seed1
  deno task ensemble results/first results/second --data other --out results/both-on-other
Without --dataset and --data it is measured on the images that its runs were measured on. The folder
is read by report, compare and runs like that of a run; it holds no network.`;

/** Adds `ensemble` to the command line. */
export function registerEnsembleCommand(program: Command): void {
  program.command("ensemble")
    .description("Average the probabilities of several runs and evaluate them like one model.")
    .argument(
      "<runs...>",
      "two or more runs of the same classes: folders, or names under results/",
      listOf(runOf),
    )
    .option("--dataset <name>", "balanced, another split, emnist47, … (default: the runs' own)")
    .option("--data <folder>", "folder with IDX files, searched first", pathOf)
    .option(
      "--out <folder>",
      "folder for the figures and the report (default: results/ensemble-DATASET-TIME)",
      pathOf,
    )
    .option(
      "--backend <name>",
      BACKEND_CHOICES.join(", "),
      choiceOf(BACKEND_CHOICES),
      "auto" satisfies BackendChoice,
    )
    .addHelpText("after", examples)
    .action(async (runs: readonly string[], options: EnsembleOptions) => {
      const { runEnsemble } = await import("./ensemble/run_ensemble.ts");
      await runEnsemble(runs, options);
    });
}
