/** Running a program that takes over the terminal, such as a server. */

import { UserError } from "../user_error.ts";

/**
 * Runs a program in the foreground, with this terminal as its own, and returns its exit code.
 *
 * Ctrl-C goes to the program, which decides what it means, and this process waits for it; a request
 * to end this process is handed on.
 *
 * @throws {UserError} when there is no such program.
 */
export async function runInForeground(
  [program, ...programArguments]: readonly [string, ...string[]],
): Promise<number> {
  const child = startInForeground(program, programArguments);
  const leaveToChild = () => {};
  const handOn = () => child.kill("SIGTERM");
  const canBeEnded = Deno.build.os !== "windows";
  Deno.addSignalListener("SIGINT", leaveToChild);
  if (canBeEnded) Deno.addSignalListener("SIGTERM", handOn);
  const { code } = await child.status;
  Deno.removeSignalListener("SIGINT", leaveToChild);
  if (canBeEnded) Deno.removeSignalListener("SIGTERM", handOn);
  return code;
}

function startInForeground(program: string, programArguments: readonly string[]) {
  try {
    return new Deno.Command(program, {
      args: [...programArguments],
      stdin: "inherit",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`Cannot run "${program}": expected a program, found none`, {
      cause: error,
    });
  }
}
