/** The Python with Ray that drives a cluster: the user's own, else a private one in the cache folder. */

import { findPythons } from "../machine/python.ts";
import {
  ensurePythonEnvironment,
  environmentProgram,
  hasPythonEnvironment,
  type PythonEnvironmentOptions,
} from "../machine/python_environment.ts";
import { runProgram } from "../machine/run_program.ts";

const environment: PythonEnvironmentOptions = {
  title: "Ray",
  packages: ["ray[client]==2.60.0"],
  minimumPython: "3.10",
  size: "300 MB",
  hint: "Check the network and pip's index (`pip config list`, $PIP_INDEX_URL, $HTTPS_PROXY), or " +
    "install Ray yourself so that `python3 -c 'import ray'` works.",
};

/** A Python that can drive Ray. */
export interface RayPython {
  /** Path of the program. */
  readonly program: string;
  /** Ray's version, such as `2.60.0`. */
  readonly version: string;
  /** `installed`: the user's own; `private`: ours, in the cache folder. */
  readonly origin: "installed" | "private";
}

/**
 * Returns the Python with Ray that is there, the user's own first, since a cluster accepts only its
 * own versions of Ray and Python; or `undefined`.
 */
export async function findRay(): Promise<RayPython | undefined> {
  for (const { executable } of await findPythons()) {
    const version = await rayVersion(executable);
    if (version !== undefined) return { program: executable, version, origin: "installed" };
  }
  if (!await hasPythonEnvironment(environment)) return undefined;
  const program = environmentProgram(environment, "python");
  const version = await rayVersion(program);
  return version === undefined ? undefined : { program, version, origin: "private" };
}

/**
 * Returns the Python with Ray that is there, or installs the pinned one.
 *
 * @param announce is told, in one line, before anything is installed.
 * @throws {UserError} when Python, venv, pip or the package index is missing, with what to do.
 */
export async function findOrInstallRay(announce: (line: string) => void): Promise<RayPython> {
  const found = await findRay();
  if (found !== undefined) return found;
  await ensurePythonEnvironment(environment, announce);
  const program = environmentProgram(environment, "python");
  return { program, version: await rayVersion(program) ?? "unknown", origin: "private" };
}

async function rayVersion(python: string): Promise<string | undefined> {
  const result = await runProgram(python, ["-c", "import ray; print(ray.__version__)"]);
  return result?.exitCode === 0 ? result.output.trim() : undefined;
}
