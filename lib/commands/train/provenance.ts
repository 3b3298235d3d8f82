/** Where a run comes from: the code, the versions and the machine that made it. */

import * as tf from "@tensorflow/tfjs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import project from "../../../deno.json" with { type: "json" };
import type { Backend } from "../../backends/backend.ts";
import { runProgram } from "../../machine/run_program.ts";

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
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const result = await runProgram("git", ["-C", folder, "rev-parse", "HEAD"]);
  return result?.exitCode === 0 ? result.output.trim() : null;
}

/** Returns the command that a person would type for these arguments, quoted for a shell. */
export function describeCommand(args: readonly string[]): string {
  const quote = (word: string) =>
    /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  return ["deno task", ...args.map(quote)].join(" ");
}
