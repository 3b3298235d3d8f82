/**
 * The folders in which data sets are looked for, and what lies in them.
 *
 * They are `--data`, `$EMNIST_DATA` and `data/` of the checkout; after each of them its sub-folders,
 * one level deep, in the order of their names.
 */

import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isFile, isFolder } from "../machine/existing_path.ts";
import { UserError } from "../user_error.ts";

/** Returns where downloads go: `dataFolder`, else `$EMNIST_DATA`, else `data/`. */
export function downloadFolder(dataFolder?: string): string {
  return resolve(dataFolder || Deno.env.get("EMNIST_DATA") || ownFolder());
}

/** `data/` of the checkout; of the working folder where this module came over HTTP. */
function ownFolder(): string {
  const url = new URL("../../data", import.meta.url);
  return url.protocol === "file:" ? fileURLToPath(url) : "data";
}

/**
 * Returns the folders to search, best first, sub-folders left out; only existing ones.
 *
 * @throws {UserError} when `dataFolder` or `$EMNIST_DATA` is given and is not a folder.
 */
export async function dataRoots(dataFolder?: string): Promise<string[]> {
  const roots = new Set<string>();
  if (dataFolder !== undefined) {
    await requireFolder(dataFolder, "Give --data an existing folder that holds IDX files.");
    roots.add(resolve(dataFolder));
  }
  const fromEnvironment = Deno.env.get("EMNIST_DATA");
  if (fromEnvironment) {
    await requireFolder(fromEnvironment, "Set EMNIST_DATA to an existing folder, or unset it.");
    roots.add(resolve(fromEnvironment));
  }
  const own = resolve(ownFolder());
  if (await isFolder(own)) roots.add(own);
  return [...roots];
}

/** A folder and the names of its files. */
export interface DataFolder {
  /** Absolute path. */
  readonly path: string;
  /** Names of the files in it. */
  readonly fileNames: ReadonlySet<string>;
}

/** Reads which files each folder and its sub-folders hold, in the order of the search. */
export async function scanFolders(roots: readonly string[]): Promise<DataFolder[]> {
  const folders = new Map<string, DataFolder>();
  for (const root of roots) {
    const { folder, subfolders } = await scanFolder(root);
    folders.set(root, folders.get(root) ?? folder);
    for (const path of subfolders) {
      if (!folders.has(path)) folders.set(path, (await scanFolder(path)).folder);
    }
  }
  return [...folders.values()];
}

async function scanFolder(path: string) {
  const fileNames = new Set<string>();
  const subfolders: string[] = [];
  for await (const entry of Deno.readDir(path)) {
    const entryPath = join(path, entry.name);
    const isLinked = (test: (path: string) => Promise<boolean>) =>
      entry.isSymlink && test(entryPath);
    if (entry.isFile || await isLinked(isFile)) fileNames.add(entry.name);
    else if (entry.isDirectory || await isLinked(isFolder)) subfolders.push(entryPath);
  }
  return { folder: { path, fileNames }, subfolders: subfolders.sort() };
}

async function requireFolder(folder: string, hint: string): Promise<void> {
  if (await isFolder(folder)) return;
  throw new UserError(`Cannot search "${folder}" for data: expected a folder there`, { hint });
}
