/** Python on this machine: what starts it, its version, its pip, and how a person gets it. */

import { runProgram } from "./run_program.ts";

/** A program and its first arguments. */
export type ProgramCommand = readonly [program: string, ...args: string[]];

/** The commands that may start Python, the likelier one first. */
export const pythonCommands: readonly ProgramCommand[] = Deno.build.os === "windows"
  ? [["python"], ["py", "-3"]]
  : [["python3"], ["python"]];

/** A Python that runs. */
export interface Python {
  /** Full path of its program. */
  readonly executable: string;
  /** Its version, such as `3.13.1`. */
  readonly version: string;
}

const printVersion =
  "import sys; print(sys.executable); print('.'.join(map(str, sys.version_info[:3])))";

/** Returns the Pythons on the search path that run, in the order of the commands. */
export async function findPythons(): Promise<readonly Python[]> {
  const found: Python[] = [];
  for (const [program, ...args] of pythonCommands) {
    const result = await runProgram(program, [...args, "-c", printVersion]);
    if (result?.exitCode !== 0) continue;
    const [executable = "", version = ""] = result.output.trim().split(/\r?\n/);
    found.push({ executable, version });
  }
  return found;
}

/** A pip, Python's package installer. */
export interface Pip {
  /** What starts it. */
  readonly command: ProgramCommand;
  /** Its version, such as `23.2.1`. */
  readonly version: string;
}

/** Returns the first pip that runs, under whatever command, or `undefined` where there is none. */
export async function findPip(): Promise<Pip | undefined> {
  const modules = pythonCommands.map((command): ProgramCommand => [...command, "-m", "pip"]);
  const commands: readonly ProgramCommand[] = [...modules, ["pip3"]];
  for (const command of commands) {
    const [program, ...args] = command;
    const result = await runProgram(program, [...args, "--version"]);
    const version = /^pip (\S+)/m.exec(result?.output ?? "")?.[1];
    if (version !== undefined) return { command, version };
  }
  return undefined;
}

/** Returns the command by which a person gets Python with venv and pip. */
export function pythonInstallCommand(system: typeof Deno.build.os = Deno.build.os): string {
  if (system === "darwin") return "brew install python";
  if (system === "windows") return "winget install Python.Python.3.13";
  return "apt-get install python3-venv python3-pip";
}
