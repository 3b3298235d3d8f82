/** Running another program to its end and reading what it printed. */

import { UserError } from "../user_error.ts";

/** What a finished program left behind. */
export interface ProcessResult {
  /** True when the program exited with 0. */
  readonly success: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of {@linkcode runProcess}. */
export interface ProcessOptions {
  /** Working folder; the current one when left out. */
  readonly workingFolder?: string;
  /** Variables added to the current environment. */
  readonly environment?: Record<string, string>;
  /** What the program reads from its standard input; nothing when left out. */
  readonly input?: string;
}

/**
 * Runs a program without a shell and waits for its end.
 *
 * Returns `undefined` when there is no such program; a program that fails is returned as it is.
 */
export async function runProcess(
  [program, ...programArguments]: readonly [string, ...string[]],
  options: ProcessOptions = {},
): Promise<ProcessResult | undefined> {
  const command = new Deno.Command(program, {
    args: programArguments,
    cwd: options.workingFolder,
    env: options.environment,
    stdin: options.input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  });
  try {
    const child = command.spawn();
    const outcome = child.output();
    if (options.input !== undefined) await writeInput(child.stdin, options.input);
    const { success, stdout, stderr } = await outcome;
    const decoder = new TextDecoder();
    return { success, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.PermissionDenied) return undefined;
    throw error;
  }
}

/** Returns the line that says why a program failed: the last with "error" in it, else the last. */
export function errorLine(output: string): string {
  const lines = output.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
  return lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? "it says nothing";
}

async function writeInput(stdin: WritableStream<Uint8Array>, input: string): Promise<void> {
  const writer = stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
}

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
