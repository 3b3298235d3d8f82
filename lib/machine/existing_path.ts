/** Whether something is there, asked of the file system. */

import { isAbsence } from "./system_error.ts";

/** Returns what lies at `path`, or undefined where nothing does; the system's refusals pass through. */
export async function statIfPresent(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Tells whether `path` is a file; the system's refusals pass through. */
export async function isFile(path: string): Promise<boolean> {
  return (await statIfPresent(path))?.isFile === true;
}

/** Tells whether `path` is a folder; the system's refusals pass through. */
export async function isFolder(path: string): Promise<boolean> {
  return (await statIfPresent(path))?.isDirectory === true;
}
