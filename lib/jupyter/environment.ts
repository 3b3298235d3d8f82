/**
 * The Jupyter that runs the notebooks: the user's own where its JupyterLab is new enough, else a
 * pinned one in a private virtual environment in the cache folder.
 */

import {
  ensurePythonEnvironment,
  environmentProgram,
  hasPythonEnvironment,
  pythonEnvironmentFolder,
  type PythonEnvironmentOptions,
} from "../machine/python_environment.ts";
import { runProgram } from "../machine/run_program.ts";
import { UserError } from "../user_error.ts";

/** The private JupyterLab; nbconvert runs the notebooks without a browser. */
const environment: PythonEnvironmentOptions = {
  title: "JupyterLab",
  packages: ["jupyterlab==4.6.6", "nbconvert==7.17.2"],
  minimumPython: "3.10",
  size: "200 MB",
  hint: "Check the network and pip's index (`pip config list`, $PIP_INDEX_URL, $HTTPS_PROXY), or " +
    "install JupyterLab 4 yourself so that `jupyter lab` works.",
};

/** What pip installs. */
export const pinnedPackages = environment.packages;

/** The lowest major version of JupyterLab that is used when it is already installed. */
export const MINIMUM_JUPYTER_LAB_MAJOR = 4;

/** A Jupyter that can open and run notebooks. */
export interface Jupyter {
  /** The `jupyter` program: a path, or a name on the search path. */
  readonly program: string;
  /** JupyterLab's version, such as `4.6.6`. */
  readonly version: string;
  /** `installed`: found on the search path; `private`: ours, in the cache folder. */
  readonly origin: "installed" | "private";
}

/** Returns the folder of the private virtual environment, which need not exist yet. */
export function privateEnvironmentFolder(): string {
  return pythonEnvironmentFolder(environment);
}

/** Returns the Jupyter that is there already, the user's own first, or `undefined`. */
export async function findJupyter(): Promise<Jupyter | undefined> {
  return await probeJupyter("jupyter", "installed") ?? await findPrivateJupyter();
}

/**
 * Returns the Jupyter that is there, or installs the pinned one.
 *
 * @param announce is told, in one line, before anything is installed.
 * @throws {UserError} when Python, venv, pip or the package index is missing, with what to do.
 */
export async function findOrInstallJupyter(announce: (line: string) => void): Promise<Jupyter> {
  const found = await findJupyter();
  if (found !== undefined) return found;
  await ensurePythonEnvironment(environment, announce);
  const installed = await findPrivateJupyter();
  if (installed !== undefined) return installed;
  throw new UserError(
    `Cannot start the JupyterLab in ${privateEnvironmentFolder()}: pip installed it, it won't run`,
    { hint: "Remove that folder and run this again." },
  );
}

async function findPrivateJupyter(): Promise<Jupyter | undefined> {
  return await hasPythonEnvironment(environment)
    ? await probeJupyter(environmentProgram(environment, "jupyter"), "private")
    : undefined;
}

async function probeJupyter(
  program: string,
  origin: Jupyter["origin"],
): Promise<Jupyter | undefined> {
  const result = await runProgram(program, ["--version"]);
  if (result?.exitCode !== 0) return undefined;
  const versions = parseJupyterVersions(result.output);
  const version = versions.get("jupyterlab") ?? "";
  const isUsable = parseInt(version) >= MINIMUM_JUPYTER_LAB_MAJOR && versions.has("nbconvert");
  return isUsable ? { program, version, origin } : undefined;
}

/**
 * Reads what `jupyter --version` prints: one `package : version` a line.
 *
 * @returns the version of each installed package; those that are not installed are left out.
 */
export function parseJupyterVersions(text: string): Map<string, string> {
  const lines = text.matchAll(/^(\w+)\s*:\s*(\d\S*)\s*$/gm);
  return new Map(Array.from(lines, ([, name = "", version = ""]) => [name, version]));
}
