/** Running other programs to their end: Python, pip, Jupyter, Git, Deno itself. */

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
