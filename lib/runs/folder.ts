/** Finding the folder of a run that a person named on the command line. */

import { basename, join, relative, resolve } from "node:path";
import { closest } from "fastest-levenshtein";
import { UserError } from "../user_error.ts";
import { RUN_FILES } from "./files.ts";

/** Where runs are kept, relative to the working folder of `deno task`, the checkout. */
export const RESULTS_FOLDER = "results";

/** Returns the run's name: the last part of its folder's path. */
export function runName(folder: string): string {
  return basename(resolve(folder));
}

/**
 * Returns the folder of `run`: a path to a folder, or the name of one under `results`.
 *
 * A folder with a `config.json` comes before one without, which is returned as well, so that its
 * reader can say which file is missing.
 *
 * @throws {UserError} when there is no such folder; the hint names the nearest run.
 */
export async function findRunFolder(run: string, results = RESULTS_FOLDER): Promise<string> {
  const candidates = [run, join(results, run)];
  for (const folder of candidates) {
    if (await isFile(join(folder, RUN_FILES.config))) return folder;
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

/** Returns the folders under `results` that hold a run, sorted by name; none when it is missing. */
export async function listRunFolders(results = RESULTS_FOLDER): Promise<string[]> {
  const folders: string[] = [];
  try {
    for await (const entry of Deno.readDir(results)) {
      const folder = join(results, entry.name);
      if (await isFile(join(folder, RUN_FILES.config))) folders.push(folder);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return folders.sort();
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch {
    return false;
  }
}
