/** The table of a sweep: what every run reached, in the order of the file. */

import { renderColumns } from "../columns.ts";
import { duration } from "../train/progress.ts";
import { runState } from "../../runs/folder.ts";
import { readResult, runFolder } from "./sweep_folder.ts";
import type { SweepRun } from "./sweep_file.ts";
import { plainPercentText } from "../../number_text.ts";

const HEADS = ["Run", "State", "Images", "Accuracy", "Balanced", "Loss", "Time", "Note"];

/**
 * Returns the table of a sweep. `Images` says what a run was measured on: `validation`, or `test`
 * where its config asks for that; `Balanced` is the mean recall of the classes.
 *
 * @param failed Names of the runs that failed just now.
 */
export async function renderSweep(
  runs: readonly SweepRun[],
  folder: string,
  failed: readonly string[] = [],
): Promise<string> {
  const rows: string[][] = [];
  for (const run of runs) {
    const result = await readResult(folder, run);
    const state = failed.includes(run.name) ? "failed" : await runState(runFolder(folder, run));
    rows.push([run.name, state === "none" ? "waiting" : state, ...figures(result), run.note]);
  }
  return await renderColumns([HEADS, ...rows]);
}

function figures(result: Awaited<ReturnType<typeof readResult>>): string[] {
  if (result === undefined) return ["", "", "", "", ""];
  const { config, metrics } = result;
  return [
    String(config.options.evaluation ?? "test"),
    plainPercentText(metrics.accuracy),
    plainPercentText(metrics.balancedAccuracy),
    metrics.loss.toFixed(4),
    duration(metrics.seconds),
  ];
}
