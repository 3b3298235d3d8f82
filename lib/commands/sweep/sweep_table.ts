/** The table of a sweep: what every run reached, in the order of the file. */

import { renderColumns } from "../columns.ts";
import { runState } from "../../runs/folder.ts";
import { readResult, runFolder, type RunResult } from "./sweep_folder.ts";
import type { SweepRun } from "./sweep_file.ts";
import { durationText, plainPercentText } from "../../number_text.ts";

const HEADS = ["Run", "State", "Images", "Accuracy", "Balanced", "Loss"];

/**
 * Returns the table of a sweep. `Images` says what a run was measured on: `validation`, or `test`
 * where its config asks for that; `Balanced` is the mean recall of the classes. Each data set that a
 * run was also measured on has a column with the accuracy there.
 *
 * @param failed Names of the runs that failed just now.
 */
export async function renderSweep(
  runs: readonly SweepRun[],
  folder: string,
  failed: readonly string[] = [],
): Promise<string> {
  const results = await Promise.all(runs.map((run) => readResult(folder, run)));
  const others = [...new Set(results.flatMap((run) => Object.keys(run?.metrics.also ?? {})))];
  const rows = await Promise.all(runs.map(async (run, index) => {
    const state = failed.includes(run.name) ? "failed" : await runState(runFolder(folder, run));
    const shown = state === "none" ? "waiting" : state;
    return [run.name, shown, ...figures(results[index], others), run.note];
  }));
  return await renderColumns([[...HEADS, ...others, "Time", "Note"], ...rows]);
}

function figures(result: RunResult | undefined, others: readonly string[]): string[] {
  if (result === undefined) return ["", "", "", "", ...others.map(() => ""), ""];
  const { config, metrics } = result;
  return [
    String(config.options.evaluation ?? "test"),
    plainPercentText(metrics.accuracy, 2),
    plainPercentText(metrics.balancedAccuracy, 2),
    metrics.loss.toFixed(4),
    ...others.map((name) => {
      const accuracy = metrics.also?.[name]?.accuracy;
      return accuracy === undefined ? "" : plainPercentText(accuracy, 2);
    }),
    durationText(metrics.seconds),
  ];
}
