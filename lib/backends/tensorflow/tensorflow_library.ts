/** What a TensorFlow library is on disk: its two files, and the versions that we know to work. */

import { join } from "node:path";
import { statIfPresent } from "../../machine/existing_path.ts";

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

/**
 * The minor versions that train the same: 40 steps of the baseline CNN gave the same losses to the last
 * bit with 2.18.1, 2.19.1, 2.20.0 and 2.21.0, in float32 and in mixed_bfloat16.
 */
export const supportedVersions = ["2.18", "2.19", "2.20", "2.21"] as const;

/** Returns whether a version such as `2.21.0` is one that this project is known to work with. */
export function isSupportedVersion(version: string): boolean {
  return supportedVersions.some((supported) => version.startsWith(`${supported}.`));
}

/** Returns the size of a file in bytes, or `undefined` where there is no such file. */
export async function fileSize(path: string): Promise<number | undefined> {
  const info = await statIfPresent(path);
  return info?.isFile ? info.size : undefined;
}

/** Returns whether a folder holds both files of the library. */
export async function holdsLibrary(folder: string): Promise<boolean> {
  const sizes = await Promise.all(
    [libraryFileName, frameworkFileName].map((name) => fileSize(join(folder, name))),
  );
  return sizes.every((size) => size !== undefined && size > 0);
}
