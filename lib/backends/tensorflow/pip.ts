/** Finding pip, Python's package installer, under whatever command it goes. */

import { runProgram } from "../../run_program.ts";
import { BackendUnavailableError } from "../backend_unavailable_error.ts";

/** The ways to start pip, the likelier one first. */
const commands: readonly PipCommand[] = [
  ["python3", "-m", "pip"],
  ["python", "-m", "pip"],
  ["pip3"],
];

/** A program and its first arguments. */
export type PipCommand = readonly [program: string, ...args: string[]];

/** A pip on this machine. */
export interface Pip {
  /** What starts it. */
  readonly command: PipCommand;
  /** Its version, such as `23.2.1`. */
  readonly version: string;
}

/** Returns the first pip that runs, or `undefined` where there is none. */
export async function findPip(): Promise<Pip | undefined> {
  for (const command of commands) {
    const [program, ...args] = command;
    const result = await runProgram(program, [...args, "--version"]);
    const version = /^pip (\S+)/m.exec(result?.output ?? "")?.[1];
    if (version !== undefined) return { command, version };
  }
  return undefined;
}

/**
 * Returns the first pip that runs.
 *
 * @throws {BackendUnavailableError} when there is none
 */
export async function requirePip(): Promise<Pip> {
  const pip = await findPip();
  if (pip !== undefined) return pip;
  throw new BackendUnavailableError(
    "TensorFlow cannot be fetched: neither python3 with pip nor pip3 is installed",
    { hint: "apt-get install python3-pip" },
  );
}
