/** `deno task ensemble RUN RUN…`: the mean of several runs' probabilities, evaluated like one model. */

import type { Command } from "commander";
import type { RunEnsembleOptions } from "./ensemble/run_ensemble.ts";
import { listOf, pathOf, runOf } from "./option_values.ts";
import { backendOption, dataOption, datasetOption } from "./run_options.ts";

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
    .addOption(datasetOption())
    .addOption(dataOption())
    .option(
      "--out <folder>",
      "folder for the figures and the report (default: results/ensemble-DATASET-TIME)",
      pathOf,
    )
    .addOption(backendOption())
    .addHelpText("after", examples)
    .action(async (runs: readonly string[], options: RunEnsembleOptions) => {
      const { runEnsemble } = await import("./ensemble/run_ensemble.ts");
      await runEnsemble(runs, options);
    });
}
