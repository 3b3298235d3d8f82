/** Which run folders Git ignores: those of one's own machine, beside those of the project. */

import { runProgram } from "../machine/run_program.ts";

/**
 * Returns those of the folders `names` directly under `results` that Git ignores; what is already
 * tracked never is. Outside a Git checkout there are none.
 *
 * @param announce Takes one line when Git is missing or cannot tell, and none are taken as ignored.
 */
export async function findIgnoredRuns(
  results: string,
  names: readonly string[],
  announce: (line: string) => void,
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const result = await runProgram(
    "git",
    ["-C", results, "check-ignore", "-z", "--stdin"],
    { env: { LC_ALL: "C" }, input: names.join("\0") },
  );
  // Git's exit codes: 0 some are ignored, 1 none is, 128 it failed.
  if (result?.exitCode === 0) return new Set(result.output.split("\0").slice(0, -1));
  const isAnswered = result?.exitCode === 1 ||
    result?.errorOutput.includes("not a git repository");
  if (!isAnswered) {
    const reason = result === undefined
      ? "it is not installed."
      : result.errorOutput.trim().split("\n")[0];
    announce(`Git cannot tell which runs it ignores, so that all are listed: ${reason}`);
  }
  return new Set();
}
