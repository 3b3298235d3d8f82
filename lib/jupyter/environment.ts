/**
 * The Jupyter that runs the notebooks: the user's own where its JupyterLab is new enough, else a
 * pinned one in a private virtual environment in the cache folder.
 */

import { join } from "node:path";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { cacheFolder } from "../machine/cache_folder.ts";
import { withFileLock } from "../machine/file_lock.ts";
import { findPythons, pythonInstallCommand } from "../machine/python.ts";
import { errorLine, isOlder, runProgram } from "../machine/run_program.ts";
import { UserError } from "../user_error.ts";

/** What pip installs; nbconvert runs the notebooks without a browser. */
export const pinnedPackages = ["jupyterlab==4.6.6", "nbconvert==7.17.2"] as const;

/** The lowest version of Python that the pinned JupyterLab accepts. */
const minimumPythonVersion = "3.10";

/** The lowest major version of JupyterLab that is used when it is already installed. */
export const minimumJupyterLabMajor = 4;

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
  return join(cacheFolder(), pinnedPackages[0].replace("==", "-"));
}

/** Returns the Jupyter that is there already, the user's own first, or `undefined`. */
export async function findJupyter(): Promise<Jupyter | undefined> {
  return await probeJupyter("jupyter", "installed") ??
    await findPrivateJupyter();
}

/**
 * Returns the Jupyter that is there, or installs the pinned one with pip.
 *
 * pip reads its own configuration and the `PIP_*` variables, so an index of the user's own serves.
 * An installation that was interrupted is begun anew; of processes that start together one installs.
 *
 * @param announce is told, in one line, before anything is installed.
 * @throws {UserError} when Python, venv, pip or the package index is missing, with what to do.
 */
export async function findOrInstallJupyter(announce: (line: string) => void): Promise<Jupyter> {
  const found = await findJupyter();
  if (found !== undefined) return found;
  return await withFileLock(
    `${privateEnvironmentFolder()}.lock`,
    { onWait: () => announce("Another process is installing JupyterLab: waiting for it.") },
    async () => await findPrivateJupyter() ?? await installJupyter(announce),
  );
}

async function installJupyter(announce: (line: string) => void): Promise<Jupyter> {
  const python = await findPython();
  const folder = privateEnvironmentFolder();
  announce(`Installing ${pinnedPackages.join(" and ")} into ${folder} (once, about 200 MB) …`);
  await createVirtualEnvironment(python, folder);
  await installPackages(folder);
  await writeFileAtomically(markerPath(), pinnedPackages.join("\n"));
  const installed = await findPrivateJupyter();
  if (installed !== undefined) return installed;
  throw new UserError(`Cannot start the JupyterLab in ${folder}: pip installed it, it won't run`, {
    hint: "Remove that folder and run this again.",
  });
}

const pythonHint = `Install it with \`${pythonInstallCommand()}\`, then run this again.`;

/** Returns the path of the first Python that is new enough; throws a UserError when there is none. */
async function findPython(): Promise<string> {
  const pythons = await findPythons();
  const python = pythons.find(({ version }) => !isOlder(version, minimumPythonVersion));
  if (python !== undefined) return python.executable;
  const found = pythons.map(({ version, executable }) => `${version} at ${executable}`);
  throw new UserError(
    `Cannot run JupyterLab: expected Python ${minimumPythonVersion} or newer, found ${
      found.join(", ") || "none"
    }`,
    { hint: pythonHint },
  );
}

async function createVirtualEnvironment(python: string, folder: string): Promise<void> {
  const result = await runProgram(python, ["-m", "venv", "--clear", folder]);
  if (result?.exitCode === 0) return;
  const reason = errorLine(`${result?.errorOutput ?? ""}\n${result?.output ?? ""}`);
  throw new UserError(`Cannot create a virtual environment with ${python}: ${reason}`, {
    hint: /ensurepip|venv/.test(`${result?.output}${result?.errorOutput}`)
      ? pythonHint
      : "Free some space or set $EMNIST_CACHE to a folder that you may write to.",
  });
}

async function installPackages(folder: string): Promise<void> {
  // A user's `user = true` is meant for the system's Python and refused inside an environment.
  const env = { PIP_USER: "0", PIP_DISABLE_PIP_VERSION_CHECK: "1" };
  const installation = ["-m", "pip", "install", "--quiet", ...pinnedPackages];
  const result = await runProgram(privateProgram("python"), installation, { env });
  if (result?.exitCode === 0) return;
  throw new UserError(
    `Cannot install JupyterLab into ${folder}: ${
      errorLine(result?.errorOutput ?? "pip is missing")
    }`,
    {
      hint: "Check the network and pip's index (`pip config list`, $PIP_INDEX_URL, " +
        "$HTTPS_PROXY), or install JupyterLab 4 yourself so that `jupyter lab` works.",
    },
  );
}

async function findPrivateJupyter(): Promise<Jupyter | undefined> {
  const wanted = pinnedPackages.join("\n");
  const installed = await Deno.readTextFile(markerPath()).catch(() => "");
  return installed === wanted
    ? await probeJupyter(privateProgram("jupyter"), "private")
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
  const isUsable = parseInt(version) >= minimumJupyterLabMajor && versions.has("nbconvert");
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

/** The file that says, once pip is done, what it installed. */
function markerPath(): string {
  return join(privateEnvironmentFolder(), "installed.txt");
}

function privateProgram(name: string): string {
  return Deno.build.os === "windows"
    ? join(privateEnvironmentFolder(), "Scripts", `${name}.exe`)
    : join(privateEnvironmentFolder(), "bin", name);
}
