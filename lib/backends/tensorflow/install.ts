/**
 * Makes sure that this machine has a TensorFlow library: finds one, or fetches it once.
 *
 * The library is kept in the cache folder, `~/.cache/emnist-deno` on Linux, and shared by every
 * checkout. Nothing is installed into any Python.
 */

import { basename, join, resolve } from "node:path";
import { cacheFolder } from "../../machine/cache_folder.ts";
import { megabytes, missingSpace } from "../../machine/disk_space.ts";
import { withFileLock } from "../../machine/file_lock.ts";
import { findPip, pythonInstallCommand } from "../../machine/python.ts";
import { isRefusal } from "../../machine/system_error.ts";
import { BackendUnavailableError } from "../backend_unavailable_error.ts";
import { fetchWheel, unpackWheel } from "./wheel.ts";
import {
  findCachedLibrary,
  findTensorflowLibrary,
  LIBRARY_FILE_NAME,
  type TensorflowLibrary,
} from "./find_library.ts";
import {
  cachedFolderName,
  type PinnedWheel,
  pinnedWheelFor,
  unpackedBytes,
} from "./pinned_wheel.ts";

/** How {@linkcode ensureTensorflowLibrary} tells what it does; nothing is told when it only finds. */
export interface InstallReport {
  /** Called with one line before a step that takes long. */
  readonly announce: (line: string) => void;
  /** Called while the library is unpacked, with bytes done and bytes in all. */
  readonly progress: (doneBytes: number, totalBytes: number) => void;
}

/**
 * Returns the TensorFlow library of this machine, fetched with pip where there is none yet.
 *
 * Of processes that start together one fetches and the others wait for it. A process that is
 * killed leaves no library that could be taken for a whole one.
 *
 * @param wheel where the library is fetched from; this platform's wheel by default
 * @throws {BackendUnavailableError} when there is none and it cannot be fetched
 * @throws {UserError} when `$TENSORFLOW_LIB` is set but names no TensorFlow library
 */
export async function ensureTensorflowLibrary(
  report: InstallReport,
  wheel: PinnedWheel | undefined = pinnedWheelFor(),
): Promise<TensorflowLibrary> {
  const found = await findTensorflowLibrary(wheel);
  if (found !== undefined) return found;
  if (wheel === undefined) {
    throw new BackendUnavailableError(
      `TensorFlow cannot be fetched for ${Deno.build.os} on ${Deno.build.arch}: ` +
        "expected Linux on x86_64 or aarch64",
    );
  }
  const cache = resolve(cacheFolder());
  try {
    return await withFileLock(
      join(cache, `${cachedFolderName(wheel)}.lock`),
      { onWait: () => report.announce("Another process is fetching TensorFlow: waiting for it") },
      async () => await findCachedLibrary(wheel) ?? await install(wheel, cache, report),
    );
  } catch (error) {
    throw isRefusal(error) ? cannotWrite(cache, error) : error;
  }
}

async function install(
  wheel: PinnedWheel,
  cache: string,
  report: InstallReport,
): Promise<TensorflowLibrary> {
  const name = cachedFolderName(wheel);
  await removeLeftovers(cache, name);
  await checkSpace(cache, wheel);
  const pip = await findPip();
  if (pip === undefined) {
    throw new BackendUnavailableError(
      "TensorFlow cannot be fetched: neither python3 with pip nor pip3 is installed",
      { hint: pythonInstallCommand() },
    );
  }
  const workFolder = join(cache, `${name}.${Deno.pid}.partial`);
  const stop = () => {
    removeQuietly(workFolder);
    Deno.exit(130);
  };
  Deno.addSignalListener("SIGINT", stop);
  try {
    const wheelFolder = join(workFolder, "wheel");
    const libraryFolder = join(workFolder, "library");
    await Deno.mkdir(wheelFolder, { recursive: true });
    await Deno.mkdir(libraryFolder);
    report.announce(
      `Fetching TensorFlow ${wheel.version} with pip, once: ${megabytes(wheel.wheelBytes)} to ` +
        `download, ${megabytes(unpackedBytes(wheel))} in ${cache}`,
    );
    const wheelPath = await fetchWheel(wheel, pip, wheelFolder);
    report.announce(`Unpacking ${basename(wheelPath)}`);
    await unpackWheel(
      wheelPath,
      libraryFolder,
      wheel.files,
      (bytes) => report.progress(bytes, unpackedBytes(wheel)),
    );
    const folder = join(cache, name);
    // What stands there is not whole, or it would have been found.
    removeQuietly(folder);
    await Deno.rename(libraryFolder, folder);
    const path = join(folder, LIBRARY_FILE_NAME);
    return { path, folder, source: "downloaded", version: wheel.version };
  } finally {
    Deno.removeSignalListener("SIGINT", stop);
    removeQuietly(workFolder);
  }
}

/** Removes what processes left behind that were killed while they held the lock. */
async function removeLeftovers(cache: string, name: string): Promise<void> {
  for await (const entry of Deno.readDir(cache)) {
    if (entry.name.startsWith(`${name}.`) && entry.name.endsWith(".partial")) {
      removeQuietly(join(cache, entry.name));
    }
  }
}

/** Removes a folder if it can; the next installation tries again. */
function removeQuietly(folder: string): void {
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch {
    // The folder is gone already, or a pip that outlived its killed parent still writes into it.
  }
}

/** Throws where the disk cannot take the wheel and what is unpacked from it at the same time. */
async function checkSpace(cache: string, wheel: PinnedWheel): Promise<void> {
  // pip holds the wheel twice while it moves it to its destination.
  const needed = wheel.wheelBytes + Math.max(wheel.wheelBytes, unpackedBytes(wheel));
  const missing = await missingSpace(cache, needed);
  if (missing === undefined) return;
  throw new BackendUnavailableError(
    `TensorFlow cannot be fetched into "${cache}": ${missing}`,
    { hint: "Free some space, or set EMNIST_CACHE to a folder on another disk." },
  );
}

function cannotWrite(cache: string, cause: Error): BackendUnavailableError {
  return new BackendUnavailableError(
    `TensorFlow cannot be put into "${cache}": ${cause.message}`,
    { cause, hint: "Set EMNIST_CACHE to a folder on a disk with space that you may write to." },
  );
}
