/** `deno task ok`: what must hold before a commit. */

import type { Command } from "commander";
import { testProgram } from "./test.ts";

/** Adds `ok` to the command line. */
export function registerOkCommand(program: Command): void {
  program.command("ok")
    .description("Check format, lint and types and run all tests, as before a commit.")
    .addHelpText(
      "after",
      "\nIt runs `deno fmt --check`, `deno lint`, `deno check` and `deno task test`, and stops at the " +
        "first\nthat fails.",
    )
    .action(async () => {
      Deno.exitCode = await runInTurn([
        [Deno.execPath(), "fmt", "--check"],
        [Deno.execPath(), "lint"],
        [Deno.execPath(), "check"],
        testProgram([]),
      ]);
    });
}

/** Runs programs one after the other until one fails; returns the exit code of the last that ran. */
export async function runInTurn(
  programs: readonly (readonly [string, ...string[]])[],
): Promise<number> {
  const { runInForeground } = await import("../machine/run_program.ts");
  for (const program of programs) {
    const exitCode = await runInForeground(program);
    if (exitCode !== 0) return exitCode;
  }
  return 0;
}
