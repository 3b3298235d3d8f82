/** Private virtual environments of Python in the cache folder, each with pinned packages. */

import { join } from "node:path";
import { UserError } from "../user_error.ts";
import { writeFileAtomically } from "./atomic_write.ts";
import { cacheFolder } from "./cache_folder.ts";
import { withFileLock } from "./file_lock.ts";
import { findPythons, pythonInstallCommand } from "./python.ts";
import { errorLine, isOlder, runProgram } from "./run_program.ts";

/** What an environment is made of. */
export interface PythonEnvironmentOptions {
  /** What it is for, as people call it: `JupyterLab`. */
  readonly title: string;
  /** What pip installs, pinned, the most important first: `jupyterlab==4.6.6`. */
  readonly packages: readonly [string, ...string[]];
  /** The lowest version of Python that they accept: `3.10`. */
  readonly minimumPython: string;
  /** About how much comes: `200 MB`. */
  readonly size: string;
  /** What to do where the packages cannot be fetched. */
  readonly hint: string;
}

/** Returns the folder of an environment, which need not exist yet. */
export function pythonEnvironmentFolder({ packages }: PythonEnvironmentOptions): string {
  return join(cacheFolder(), packages[0].replace("==", "-"));
}

/** Returns the path of a program in an environment, such as `python` or `jupyter`. */
export function environmentProgram(options: PythonEnvironmentOptions, name: string): string {
  const folder = pythonEnvironmentFolder(options);
  return Deno.build.os === "windows"
    ? join(folder, "Scripts", `${name}.exe`)
    : join(folder, "bin", name);
}

/** Returns whether the environment is there with just these packages. */
export async function hasPythonEnvironment(options: PythonEnvironmentOptions): Promise<boolean> {
  const installed = await Deno.readTextFile(markerPath(options)).catch(() => "");
  return installed === options.packages.join("\n");
}

/**
 * Installs the environment unless it is there.
 *
 * pip reads its own configuration and the `PIP_*` variables, so an index of the user's own serves.
 * An installation that was interrupted is begun anew; of processes that start together one installs.
 *
 * @param announce is told, in one line, before anything is installed.
 * @throws {UserError} when Python, venv, pip or the package index is missing, with what to do.
 */
export async function ensurePythonEnvironment(
  options: PythonEnvironmentOptions,
  announce: (line: string) => void,
): Promise<void> {
  if (await hasPythonEnvironment(options)) return;
  const { title } = options;
  await withFileLock(
    `${pythonEnvironmentFolder(options)}.lock`,
    { onWait: () => announce(`Another process is installing ${title}: waiting for it.`) },
    async () => {
      if (!await hasPythonEnvironment(options)) await install(options, announce);
    },
  );
}

async function install(
  options: PythonEnvironmentOptions,
  announce: (line: string) => void,
): Promise<void> {
  const python = await findPython(options);
  const folder = pythonEnvironmentFolder(options);
  const { packages, size } = options;
  announce(`Installing ${packages.join(" and ")} into ${folder} (once, about ${size}) …`);
  await createVirtualEnvironment(python, folder);
  await installPackages(options);
  await writeFileAtomically(markerPath(options), packages.join("\n"));
}

const pythonHint = `Install it with \`${pythonInstallCommand()}\`, then run this again.`;

/** Returns the path of the first Python that is new enough; throws a UserError when there is none. */
async function findPython({ title, minimumPython }: PythonEnvironmentOptions): Promise<string> {
  const pythons = await findPythons();
  const python = pythons.find(({ version }) => !isOlder(version, minimumPython));
  if (python !== undefined) return python.executable;
  const found = pythons.map(({ version, executable }) => `${version} at ${executable}`);
  throw new UserError(
    `Cannot run ${title}: expected Python ${minimumPython} or newer, found ${
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

async function installPackages(options: PythonEnvironmentOptions): Promise<void> {
  // A user's `user = true` is meant for the system's Python and refused inside an environment.
  const env = { PIP_USER: "0", PIP_DISABLE_PIP_VERSION_CHECK: "1" };
  const installation = ["-m", "pip", "install", "--quiet", ...options.packages];
  const result = await runProgram(environmentProgram(options, "python"), installation, { env });
  if (result?.exitCode === 0) return;
  const reason = errorLine(result?.errorOutput ?? "pip is missing");
  throw new UserError(
    `Cannot install ${options.title} into ${pythonEnvironmentFolder(options)}: ${reason}`,
    { hint: options.hint },
  );
}

/** The file that says, once pip is done, what it installed. */
function markerPath(options: PythonEnvironmentOptions): string {
  return join(pythonEnvironmentFolder(options), "installed.txt");
}
