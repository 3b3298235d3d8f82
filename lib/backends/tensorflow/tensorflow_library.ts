/** What a TensorFlow library is on disk: its two files, and the versions that we know to work. */

import { join } from "node:path";

/** The file to open: it exports TensorFlow's C API (`TF_*`, `TFE_*`). */
export const libraryFileName = "libtensorflow_cc.so.2";

/** The file that the first one loads from its own folder. */
export const frameworkFileName = "libtensorflow_framework.so.2";

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

/** The minor version whose C API, operations and gradients this project is tested with. */
export const supportedVersion = "2.21";

/** Returns whether a version such as `2.21.0` is one that this project is tested with. */
export function isSupportedVersion(version: string): boolean {
  return version === supportedVersion || version.startsWith(`${supportedVersion}.`);
}

/** Returns the size of a file in bytes, or `undefined` where there is no such file. */
export async function fileSize(path: string): Promise<number | undefined> {
  try {
    const info = await Deno.stat(path);
    return info.isFile ? info.size : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    throw error;
  }
}

/** Returns whether a folder holds both files of the library. */
export async function holdsLibrary(folder: string): Promise<boolean> {
  const sizes = await Promise.all(
    [libraryFileName, frameworkFileName].map((name) => fileSize(join(folder, name))),
  );
  return sizes.every((size) => size !== undefined && size > 0);
}
