/** A run of a sweep as a process of its own: it frees all its memory, and may fail alone. */

import { fileURLToPath } from "node:url";

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
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-q", "--config", projectFile("deno.json"), "-P=train"],
      ...[projectFile("lib/main.ts"), "train", ...args],
    ],
  }).spawn();
  let isInterrupted = false;
  const waitForChild = () => {
    isInterrupted = true;
  };
  const stopChild = () => {
    isInterrupted = true;
    child.kill("SIGTERM");
  };
  Deno.addSignalListener("SIGINT", waitForChild);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", stopChild);
  try {
    const { code } = await child.status;
    if (isInterrupted || code === INTERRUPTED) return "interrupted";
    return code === 0 ? "done" : "failed";
  } finally {
    Deno.removeSignalListener("SIGINT", waitForChild);
    if (Deno.build.os !== "windows") Deno.removeSignalListener("SIGTERM", stopChild);
  }
}
