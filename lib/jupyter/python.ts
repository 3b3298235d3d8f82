/** Finding the Python that JupyterLab runs on. */

import { UserError } from "../user_error.ts";
import { runProgram } from "../run_program.ts";

/** The lowest version of Python that the pinned JupyterLab accepts: `[major, minor]`. */
export const minimumPythonVersion = [3, 10] as const;

const commands = [["python3"], ["python"], ["py", "-3"]] as const;
const printVersion = "import sys; print(sys.executable); print('%d.%d' % sys.version_info[:2])";

/**
 * Returns the path of the first Python on the search path that is new enough.
 *
 * @throws {UserError} when there is none, with how to install one on this system.
 */
export async function findPython(): Promise<string> {
  const tooOld: string[] = [];
  for (const [program, ...args] of commands) {
    const result = await runProgram(program, [...args, "-c", printVersion]);
    if (result?.exitCode !== 0) continue;
    const [executable = "", version = ""] = result.output.trim().split(/\r?\n/);
    if (isNewEnough(version)) return executable;
    tooOld.push(`${version} at ${executable}`);
  }
  const needed = minimumPythonVersion.join(".");
  const found = tooOld.length === 0 ? "found none" : `found ${tooOld.join(", ")}`;
  throw new UserError(`Cannot run JupyterLab: expected Python ${needed} or newer, ${found}`, {
    hint: pythonHint(Deno.build.os),
  });
}

/** Says how a person gets Python with venv and pip on an operating system. */
export function pythonHint(system: typeof Deno.build.os): string {
  if (system === "darwin") return "Install it with `brew install python`, then run this again.";
  if (system === "windows") {
    return "Install it with `winget install Python.Python.3.13`, then run this in a new terminal.";
  }
  return "Install it with your package manager, such as " +
    "`sudo apt-get install python3 python3-venv python3-pip`, then run this again.";
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor, neededMinor] = minimumPythonVersion;
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}
