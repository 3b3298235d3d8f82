/** A run of a sweep as a process of its own: it frees all its memory, and may fail alone. */

import { fileURLToPath } from "node:url";
import { runInForeground } from "../../machine/run_program.ts";

/** How a training process ended. */
export type TrainOutcome = "done" | "failed" | "interrupted";

const projectFile = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Exit code of `train` after Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Runs `train` with the arguments given and waits for it; what it prints is seen.
 *
 * Ctrl-C reaches it through the terminal, and it ends with a checkpoint; SIGTERM is handed on to it.
 */
export async function runTrain(args: readonly string[]): Promise<TrainOutcome> {
  let isInterrupted = false;
  const runWithConfig = ["run", "-q", "--config", projectFile("deno.json"), "-P=train"];
  const code = await runInForeground(
    [Deno.execPath(), ...runWithConfig, projectFile("lib/main.ts"), "train", ...args],
    () => {
      isInterrupted = true;
    },
  );
  if (isInterrupted || code === INTERRUPTED) return "interrupted";
  return code === 0 ? "done" : "failed";
}
