/**
 * Finds a TensorFlow library that is already on this machine; never downloads and never opens one.
 *
 * The order: `$TENSORFLOW_LIB`, our cache folder, an installed Python TensorFlow.
 */

import { basename, dirname, join, resolve } from "node:path";
import { cacheFolder } from "../../machine/cache_folder.ts";
import { UserError } from "../../user_error.ts";
import { cachedFolderName, type PinnedWheel, pinnedWheelFor } from "./pinned_wheel.ts";
import { findPythonTensorflow } from "./python.ts";
import {
  fileSize,
  frameworkFileName,
  holdsLibrary,
  isSupportedVersion,
  libraryFileName,
  type TensorflowLibrary,
} from "./tensorflow_library.ts";

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
  const path = isFile ? chosen : join(chosen, libraryFileName);
  if (!isFile && await fileSize(path) === undefined) {
    throw wrongChoice(chosen, `expected ${libraryFileName} or a folder that holds it`);
  }
  if (!await isSharedLibrary(path)) {
    throw wrongChoice(chosen, `"${basename(path)}" is not a shared library of Linux`);
  }
  const folder = dirname(path);
  if (await fileSize(join(folder, frameworkFileName)) === undefined) {
    throw wrongChoice(chosen, `expected ${frameworkFileName} beside it`);
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
  return { path: join(folder, libraryFileName), folder, source: "cache", version: wheel.version };
}

async function findPythonLibrary(): Promise<TensorflowLibrary | undefined> {
  for (const { folder, version } of await findPythonTensorflow()) {
    if (isSupportedVersion(version) && await holdsLibrary(folder)) {
      return { path: join(folder, libraryFileName), folder, source: "python", version };
    }
  }
  return undefined;
}
