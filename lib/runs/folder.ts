/** Run folders: what lies in one, how far it has come, and finding the one that a person named. */

import { basename, join, relative, resolve } from "node:path";
import { closest } from "fastest-levenshtein";
import { isFile, isFolder } from "../machine/existing_path.ts";
import { isAbsence } from "../machine/system_error.ts";
import { UserError } from "../user_error.ts";

/** Where runs are kept, relative to the working folder of `deno task`, the checkout. */
export const RESULTS_FOLDER = "results";

/** Names of what this project reads back of a run folder. */
export const RUN_FILES = {
  config: "config.json",
  history: "history.csv",
  metrics: "metrics.json",
  predictions: "predictions.csv.gz",
  /** A folder with the model in TensorFlow.js's own format. */
  model: "model",
  /** Only there while the run is not finished. */
  checkpoint: "checkpoint.safetensors",
} as const;

/** The files of a run that using its network needs, relative to its folder. */
export const MODEL_PARTS = [
  RUN_FILES.config,
  RUN_FILES.metrics,
  `${RUN_FILES.model}/model.json`,
  `${RUN_FILES.model}/weights.bin`,
] as const;

/** Returns the run's name: the last part of its folder's path. */
export function runName(folder: string): string {
  return basename(resolve(folder));
}

/** How far a run has come; `none` is no run, or no folder. */
export type RunState = "none" | "begun" | "finished";

/** Returns how far the run in `folder` has come: a begun one has a checkpoint, a finished one none. */
export async function runState(folder: string): Promise<RunState> {
  if (await isFile(join(folder, RUN_FILES.checkpoint))) return "begun";
  return await isFile(join(folder, RUN_FILES.config)) ? "finished" : "none";
}

/**
 * Returns the folder of `run`: a path to a folder, or the name of one under `results`.
 *
 * A folder with a run comes before one without, which is returned as well, so that its reader can
 * say which file is missing.
 *
 * @throws {UserError} when there is no such folder; the hint names the nearest run.
 */
export async function findRunFolder(run: string, results = RESULTS_FOLDER): Promise<string> {
  const candidates = [run, join(results, run)];
  for (const folder of candidates) {
    if (await runState(folder) !== "none") return folder;
  }
  for (const folder of candidates) {
    if (await isFolder(folder)) return folder;
  }
  const known = (await listRunFolders(results)).map((folder) => relative(results, folder));
  const hint = known.length === 0
    ? "Make one with `deno task train`."
    : `Did you mean "${closest(run, known)}"? Runs under ${results}/: ${known.join(", ")}.`;
  throw new UserError(
    `Cannot find the run "${run}": expected a folder, or the name of one under ${results}/, ` +
      "but found none",
    { hint },
  );
}

/** Returns the folders under `results` that hold a finished run, by name; none where it is missing. */
export async function listRunFolders(results = RESULTS_FOLDER): Promise<string[]> {
  const folders: string[] = [];
  try {
    for await (const entry of Deno.readDir(results)) {
      const folder = join(results, entry.name);
      if (await runState(folder) === "finished") folders.push(folder);
    }
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
  return folders.sort();
}
