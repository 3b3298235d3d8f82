/** `deno task sweep FILE`: trains a list of configs one after the other, and compares them. */

import type { Command } from "commander";
import { basename, join } from "node:path";
import { integerBetween, namedFolder, pathOf } from "./option_values.ts";
import { rayOption } from "./run_options.ts";
import type { SweepOutcome } from "./sweep/run_sweep.ts";
import type { SweepRun } from "./sweep/sweep_file.ts";

interface SweepOptions {
  readonly out?: string;
  readonly list?: boolean;
  readonly log?: boolean;
  readonly quiet?: boolean;
  readonly ray?: string;
  readonly threads?: number;
  readonly also?: Readonly<Record<string, string>>;
}

/** Adds `sweep` to the command line. */
export function registerSweepCommand(program: Command): void {
  program.command("sweep")
    .description("Train a list of configs one after the other, on validation images.")
    .argument(
      "<file>",
      "JSON list of configs as train --config takes them, with name and note",
      pathOf,
    )
    .option(
      "--out <folder>",
      "where the runs go (default: results/sweeps/<name of the file>)",
      pathOf,
    )
    .option(
      "--also <name=folder>",
      "measure every run on the test split of NAME in a folder as well; may be repeated",
      namedFolder,
    )
    .option("--list", "print the table of what is there, and train nothing")
    .option("--log", "add a line for every run that is finished now to EXPERIMENTS.md")
    .option("--quiet", "show no progress of the runs")
    .addOption(rayOption("train"))
    .option(
      "--threads <count>",
      "processors that train one model on Ray (default: 2)",
      integerBetween(1, 1024),
    )
    .addHelpText(
      "after",
      "\nThe same command goes on where it stopped: finished runs are skipped, a begun one goes on." +
        "\nExit codes: 0 done, 1 a mistake or a run that failed, 130 interrupted.",
    )
    .action(sweep);
}

async function sweep(file: string, options: SweepOptions): Promise<void> {
  const { parseSweep, SWEEP_HINT } = await import("./sweep/sweep_file.ts");
  const { renderSweep } = await import("./sweep/sweep_table.ts");
  const { readGivenFile } = await import("./read_given_file.ts");
  const source = `the sweep "${file}"`;
  const runs = parseSweep(await readGivenFile(file, source, SWEEP_HINT), source, options.also);
  const folder = options.out ?? join("results", "sweeps", basename(file, ".json"));
  const outcome = options.list
    ? { failed: [], isInterrupted: false }
    : await train(runs, folder, options);
  console.log(await renderSweep(runs, folder, outcome.failed));
  if (outcome.failed.length > 0) Deno.exitCode = 1;
  if (outcome.isInterrupted) {
    console.error("Stopped; the same command goes on from here.");
    Deno.exitCode = 130;
  }
}

/** Trains what is not done. */
async function train(
  runs: readonly SweepRun[],
  folder: string,
  { log = false, quiet = false, ray, threads = 2 }: SweepOptions,
): Promise<SweepOutcome> {
  const { completeRequest, readConfigFile } = await import("./train/request.ts");
  const { findFastestPrecision } = await import("../backends/processor_flags.ts");
  const { configPath, readResult, writeConfig } = await import("./sweep/sweep_folder.ts");
  const { EXPERIMENT_LOG, logExperiment } = await import("./sweep/experiment_log.ts");
  const { runSweep, runTrain } = await import("./sweep/run_sweep.ts");
  // A mistake in the last config is found before the first one has trained for an hour.
  const fastestPrecision = await findFastestPrecision();
  for (const run of runs) {
    await writeConfig(folder, run);
    const path = configPath(folder, run);
    const source = `the config file "${path}"`;
    completeRequest({}, await readConfigFile(path), { source, fastestPrecision });
  }
  const onDone = async (run: SweepRun) => {
    const result = await readResult(folder, run);
    if (log && result !== undefined) await logExperiment(EXPERIMENT_LOG, run, result);
  };
  if (ray !== undefined) {
    const { runSweepOnRay } = await import("./sweep/ray_sweep.ts");
    return await runSweepOnRay(runs, { folder, address: ray, threads, quiet, onDone });
  }
  return await runSweep(runs, {
    folder,
    quiet,
    onDone,
    train: runTrain,
    onStart: (run, number, isResumed) =>
      console.error(
        `\nRun ${number} of ${runs.length}: ${run.name}${isResumed ? ", from its checkpoint" : ""}`,
      ),
  });
}
