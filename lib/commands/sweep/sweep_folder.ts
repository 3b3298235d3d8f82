/** The folder of a sweep: `NAME.json` is what a run was given, `NAME/` is its run folder. */

import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { writeFileAtomically } from "../../machine/atomic_write.ts";
import type { RunConfig } from "../../runs/config.ts";
import { runState } from "../../runs/folder.ts";
import type { RunMetrics } from "../../runs/metrics.ts";
import { readRunConfig, readRunMetrics } from "../../runs/record.ts";
import { UserError } from "../../user_error.ts";
import type { SweepRun } from "./sweep_file.ts";

/** Returns the path of the config file that a run is given. */
export function configPath(folder: string, { name }: SweepRun): string {
  return join(folder, `${name}.json`);
}

/** Returns the run folder of a run. */
export function runFolder(folder: string, { name }: SweepRun): string {
  return join(folder, name);
}

/**
 * Writes the config file of a run.
 *
 * @throws {UserError} when the run has begun with another config.
 */
export async function writeConfig(folder: string, run: SweepRun): Promise<void> {
  const path = configPath(folder, run);
  if (await runState(runFolder(folder, run)) !== "none") {
    const earlier: unknown = JSON.parse(await Deno.readTextFile(path));
    if (isDeepStrictEqual(earlier, run.config)) return;
    throw new UserError(`Cannot go on with the sweep: "${run.name}" has begun with other options`, {
      hint: `Give the changed run another name, or remove ${runFolder(folder, run)} to repeat it.`,
    });
  }
  await writeFileAtomically(path, `${JSON.stringify(run.config, null, 2)}\n`);
}

/** What a finished run says of itself. */
export interface RunResult {
  readonly config: RunConfig;
  readonly metrics: RunMetrics;
}

/** Reads the result of a run, or returns undefined where it is not done. */
export async function readResult(folder: string, run: SweepRun): Promise<RunResult | undefined> {
  if (await runState(runFolder(folder, run)) !== "finished") return undefined;
  const path = runFolder(folder, run);
  return { config: await readRunConfig(path), metrics: await readRunMetrics(path) };
}
