/**
 * Finds a TensorFlow library that is already on this machine; never downloads and never opens one.
 *
 * The order: `$TENSORFLOW_LIB`, our cache folder, an installed Python TensorFlow.
 */

import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { cacheFolder } from "../../machine/cache_folder.ts";
import { statIfPresent } from "../../machine/existing_path.ts";
import { pythonCommands } from "../../machine/python.ts";
import { runProgram } from "../../machine/run_program.ts";
import { UserError } from "../../user_error.ts";
import { cachedFolderName, type PinnedWheel, pinnedWheelFor } from "./pinned_wheel.ts";

/** The file to open: it exports TensorFlow's C API (`TF_*`, `TFE_*`). */
export const LIBRARY_FILE_NAME = "libtensorflow_cc.so.2";

/** The file that the first one loads from its own folder. */
const FRAMEWORK_FILE_NAME = "libtensorflow_framework.so.2";

// Asks a Python for its TensorFlow without importing it. The empty entry of sys.path is the current folder, whose "tensorflow" would be somebody's own.
const PYTHON_QUESTION = `
import importlib.metadata, importlib.util, json, platform, sys
sys.path = [entry for entry in sys.path if entry]
spec = importlib.util.find_spec("tensorflow")
version = None
for name in ("tensorflow", "tensorflow-cpu"):
    try:
        version = version or importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
folders = list(spec.submodule_search_locations or []) if spec else []
print(json.dumps({"folder": folders[0] if folders else None, "version": version}))
`;

const pythonAnswerSchema = z.object({
  folder: z.string().nullable(),
  version: z.string().nullable(),
});

/** Where a TensorFlow library was found. */
export type TensorflowLibrarySource = "environment" | "cache" | "python" | "downloaded";

/** A TensorFlow library on this machine. */
export interface TensorflowLibrary {
  /** Full path of the file to open, `libtensorflow_cc.so.2`. */
  readonly path: string;
  /** The folder of that file. */
  readonly folder: string;
  /** Where it was found. */
  readonly source: TensorflowLibrarySource;
  /**
   * Its version, such as `2.21.0`, or `undefined` for a library that `$TENSORFLOW_LIB` names: only
   * its `TF_Version()` knows it, and a library should not be opened just to be asked.
   */
  readonly version: string | undefined;
}

/**
 * The minor versions that train the same: 40 steps of the baseline CNN gave the same losses to the last
 * bit with 2.18.1, 2.19.1, 2.20.0 and 2.21.0, in float32 and in mixed_bfloat16.
 */
export const SUPPORTED_VERSIONS = ["2.18", "2.19", "2.20", "2.21"] as const;

/** Returns whether a version such as `2.21.0` is one that this project is known to work with. */
export function isSupportedVersion(version: string): boolean {
  return SUPPORTED_VERSIONS.some((supported) => version.startsWith(`${supported}.`));
}

/** Returns the size of a file in bytes, or `undefined` where there is no such file. */
async function fileSize(path: string): Promise<number | undefined> {
  const info = await statIfPresent(path);
  return info?.isFile ? info.size : undefined;
}

/** Returns whether a folder holds both files of the library. */
async function holdsLibrary(folder: string): Promise<boolean> {
  const sizes = await Promise.all(
    [LIBRARY_FILE_NAME, FRAMEWORK_FILE_NAME].map((name) => fileSize(join(folder, name))),
  );
  return sizes.every((size) => size !== undefined && size > 0);
}

/**
 * Returns the first TensorFlow library found, or `undefined` where this machine has none.
 *
 * @param wheel the wheel whose unpacked library counts as cached; this platform's by default
 * @throws {UserError} when `$TENSORFLOW_LIB` is set but names no TensorFlow library
 */
export async function findTensorflowLibrary(
  wheel: PinnedWheel | undefined = pinnedWheelFor(),
): Promise<TensorflowLibrary | undefined> {
  const chosen = Deno.env.get("TENSORFLOW_LIB");
  if (chosen) return await findChosenLibrary(resolve(chosen));
  return await findCachedLibrary(wheel) ?? await findPythonLibrary();
}

async function findChosenLibrary(chosen: string): Promise<TensorflowLibrary> {
  const isFile = await fileSize(chosen) !== undefined;
  const path = isFile ? chosen : join(chosen, LIBRARY_FILE_NAME);
  if (!isFile && await fileSize(path) === undefined) {
    throw wrongChoice(chosen, `expected ${LIBRARY_FILE_NAME} or a folder that holds it`);
  }
  if (!await isSharedLibrary(path)) {
    throw wrongChoice(chosen, `"${basename(path)}" is not a shared library of Linux`);
  }
  const folder = dirname(path);
  if (await fileSize(join(folder, FRAMEWORK_FILE_NAME)) === undefined) {
    throw wrongChoice(chosen, `expected ${FRAMEWORK_FILE_NAME} beside it`);
  }
  return { path, folder, source: "environment", version: undefined };
}

function wrongChoice(chosen: string, reason: string): UserError {
  return new UserError(`Cannot use $TENSORFLOW_LIB "${chosen}": ${reason}`, {
    hint:
      "Set TENSORFLOW_LIB to a Python package's folder, such as .../site-packages/tensorflow, " +
      "or unset it to have the library found or fetched.",
  });
}

/** A shared library of Linux begins with the bytes 7F 45 4C 46 ("ELF"). */
async function isSharedLibrary(path: string): Promise<boolean> {
  using file = await Deno.open(path);
  const start = new Uint8Array(4);
  return await file.read(start) === 4 && start.join() === "127,69,76,70";
}

/**
 * Returns the library unpacked from `wheel` in the cache folder, or `undefined` where it is absent
 * or its files do not have the sizes that they had in the wheel.
 */
export async function findCachedLibrary(
  wheel: PinnedWheel | undefined,
): Promise<TensorflowLibrary | undefined> {
  if (wheel === undefined) return undefined;
  const folder = resolve(cacheFolder(), cachedFolderName(wheel));
  for (const { path, bytes } of wheel.files) {
    if (await fileSize(join(folder, basename(path))) !== bytes) return undefined;
  }
  return { path: join(folder, LIBRARY_FILE_NAME), folder, source: "cache", version: wheel.version };
}

async function findPythonLibrary(): Promise<TensorflowLibrary | undefined> {
  for (const { folder, version } of await findPythonTensorflow()) {
    if (isSupportedVersion(version) && await holdsLibrary(folder)) {
      return { path: join(folder, LIBRARY_FILE_NAME), folder, source: "python", version };
    }
  }
  return undefined;
}

/** A TensorFlow package inside a Python installation. */
interface PythonTensorflow {
  /** The package's folder, which holds the library. */
  readonly folder: string;
  readonly version: string;
}

/** Returns the TensorFlow package of each Python that has one, in the order of the commands. */
async function findPythonTensorflow(): Promise<readonly PythonTensorflow[]> {
  const found: PythonTensorflow[] = [];
  for (const [program, ...args] of pythonCommands) {
    const result = await runProgram(program, [...args, "-c", PYTHON_QUESTION]);
    // An old or broken Python fails here: it then has no TensorFlow for us.
    if (result === undefined || result.exitCode !== 0) continue;
    const answer = parsePythonAnswer(result.output);
    if (answer !== undefined) found.push(answer);
  }
  return found;
}

function parsePythonAnswer(output: string): PythonTensorflow | undefined {
  const lastLine = output.trim().split("\n").at(-1) ?? "";
  let json: unknown;
  try {
    json = JSON.parse(lastLine);
  } catch {
    return undefined;
  }
  const answer = pythonAnswerSchema.safeParse(json);
  if (!answer.success) return undefined;
  const { folder, version } = answer.data;
  return folder === null || version === null ? undefined : { folder, version };
}
