/**
 * The runs of a sweep, one after the other, from where an earlier sweep stopped; each is a process of
 * its own, which frees all its memory, and may fail alone.
 */

import { runInForeground } from "../../machine/run_program.ts";
import { runState } from "../../runs/folder.ts";
import { ownCommand } from "../own_command.ts";
import type { SweepRun } from "./sweep_file.ts";
import { configPath, runFolder } from "./sweep_folder.ts";

/** Exit code of `train` after Ctrl-C. */
const INTERRUPTED = 130;

/** How a training process ended. */
export type TrainOutcome = "done" | "failed" | "interrupted";

/** Options of {@linkcode runSweep}. */
export interface RunSweepOptions {
  /** The sweep's folder; the config files of all runs are in it. */
  readonly folder: string;
  readonly quiet: boolean;
  /** Runs `train` with these arguments to its end. */
  readonly train: (args: readonly string[]) => Promise<TrainOutcome>;
  /** Called before a run, `number` counted from 1, with whether it goes on with a begun one. */
  readonly onStart: (run: SweepRun, number: number, isResumed: boolean) => void;
  /** Called when a run is done. */
  readonly onDone: (run: SweepRun) => Promise<void>;
}

/** How a sweep ended. */
export interface SweepOutcome {
  /** Names of the runs that failed now. */
  readonly failed: readonly string[];
  /** True when a run was interrupted; those after it have not begun. */
  readonly isInterrupted: boolean;
}

/**
 * Trains every run that is not done: one that has begun goes on from its checkpoint, and after one
 * that fails comes the next.
 */
export async function runSweep(
  runs: readonly SweepRun[],
  { folder, quiet, train, onStart, onDone }: RunSweepOptions,
): Promise<SweepOutcome> {
  const failed: string[] = [];
  for (const [index, run] of runs.entries()) {
    const place = runFolder(folder, run);
    const state = await runState(place);
    if (state === "finished") continue;
    onStart(run, index + 1, state === "begun");
    const outcome = await train([
      ...(state === "begun"
        ? ["--resume", place]
        : ["--config", configPath(folder, run), "--out", place]),
      ...(quiet ? ["--quiet"] : []),
    ]);
    if (outcome === "interrupted") return { failed, isInterrupted: true };
    if (outcome === "failed") failed.push(run.name);
    else await onDone(run);
  }
  return { failed, isInterrupted: false };
}

/**
 * Runs `train` with the arguments given and waits for it; what it prints is seen.
 *
 * Ctrl-C reaches it through the terminal, and it ends with a checkpoint; SIGTERM is handed on to it.
 */
export async function runTrain(args: readonly string[]): Promise<TrainOutcome> {
  let isInterrupted = false;
  const code = await runInForeground(ownCommand("train", ...args), () => {
    isInterrupted = true;
  });
  if (isInterrupted || code === INTERRUPTED) return "interrupted";
  return code === 0 ? "done" : "failed";
}
