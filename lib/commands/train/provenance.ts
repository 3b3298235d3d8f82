/** Where a run comes from: the code, the versions and the machine that made it. */

import * as tf from "@tensorflow/tfjs";
import { cpus } from "node:os";
import project from "../../../deno.json" with { type: "json" };
import type { Backend } from "../../backends/backend.ts";

/** Returns the versions of everything that took part. */
export function collectVersions(backend: Backend) {
  return {
    project: project.version,
    deno: Deno.version.deno,
    typescript: Deno.version.typescript,
    tfjs: tf.version_core,
    tensorflow: backend.name === "tensorflow" ? backend.version : null,
  };
}

/** Returns the machine's processor and its threads. */
export function describeMachine(): { cpu: string; threads: number } {
  return { cpu: cpus()[0]?.model ?? "unknown", threads: navigator.hardwareConcurrency };
}

/** Returns the checkout's commit, 40 hexadecimal digits, or null where Git or a commit is missing. */
export async function findGitCommit(): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["rev-parse", "HEAD"],
      cwd: new URL(".", import.meta.url),
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
