/** Running other programs to their end: Python, pip, Jupyter, Git, Deno itself. */

import { UserError } from "../user_error.ts";

/** How a program ended. */
export interface ProgramResult {
  /** 0 where it succeeded. */
  readonly exitCode: number;
  /** What it printed, empty where the user saw it directly. */
  readonly output: string;
  /** What it printed to its error stream. */
  readonly errorOutput: string;
}

/** Options of {@linkcode runProgram}. */
export interface RunProgramOptions {
  /** Environment variables on top of our own. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Whether the user sees the program's output as it comes.
   *
   * @default {false}
   */
  readonly showOutput?: boolean;
  /**
   * What the program reads from its standard input, as far as it reads it.
   *
   * @default {nothing}
   */
  readonly input?: string;
}

/**
 * Runs a program to its end and returns how it went, or `undefined` where it is not installed.
 *
 * Variables such as `LD_LIBRARY_PATH` are not handed on: Deno starts no program with them unless
 * it may run every program.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunProgramOptions = {},
): Promise<ProgramResult | undefined> {
  const ownEnvironment = Object.entries(Deno.env.toObject())
    .filter(([name]) => !/^(LD|DYLD)_/.test(name));
  const command = new Deno.Command(program, {
    args: [...args],
    clearEnv: true,
    env: { ...Object.fromEntries(ownEnvironment), ...options.env },
    stdin: options.input === undefined ? "null" : "piped",
    stdout: options.showOutput === true ? "inherit" : "piped",
    stderr: "piped",
  });
  try {
    const child = command.spawn();
    const [status, output, errorOutput] = await Promise.all([
      child.status,
      options.showOutput === true ? "" : new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      options.input === undefined ? undefined : writeInput(options.input, child.stdin),
    ]);
    return { exitCode: status.code, output, errorOutput };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Writes all input; a program that ends before it has read everything is no error of ours. */
async function writeInput(input: string, standardInput: WritableStream<Uint8Array>): Promise<void> {
  try {
    await new Blob([input]).stream().pipeTo(standardInput);
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** Returns the line that says why a program failed: the last with "error" in it, else the last. */
export function errorLine(errorOutput: string): string {
  const lines = errorOutput.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
  return lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? "it says nothing";
}

/**
 * Runs a program in the foreground, with this terminal as its own, and returns its exit code.
 *
 * Ctrl-C reaches it through the terminal, and it decides what that means; a request to end this
 * process is handed on to it. `onSignal` is called for both.
 *
 * @throws {UserError} when there is no such program.
 */
export async function runInForeground(
  [program, ...args]: readonly [string, ...string[]],
  onSignal: () => void = () => {},
): Promise<number> {
  const child = startInForeground(program, args);
  const handOn = () => {
    onSignal();
    child.kill("SIGTERM");
  };
  const canBeEnded = Deno.build.os !== "windows";
  Deno.addSignalListener("SIGINT", onSignal);
  if (canBeEnded) Deno.addSignalListener("SIGTERM", handOn);
  try {
    return (await child.status).code;
  } finally {
    Deno.removeSignalListener("SIGINT", onSignal);
    if (canBeEnded) Deno.removeSignalListener("SIGTERM", handOn);
  }
}

function startInForeground(program: string, args: readonly string[]): Deno.ChildProcess {
  try {
    return new Deno.Command(program, {
      args: [...args],
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

/** Tells whether a version comes before another, both of whole numbers with points between them. */
export function isOlder(version: string, other: string): boolean {
  return version.localeCompare(other, "en", { numeric: true }) < 0;
}
