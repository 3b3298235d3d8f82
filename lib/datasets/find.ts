/**
 * Finding a data set's files: where to look, in which order, and what counts as found.
 *
 * The folders are `--data`, `$EMNIST_DATA`, `data/` of the checkout and `shared/data` beside the
 * checkout; after each of them its sub-folders, one level deep, in the order of their names.
 */

import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isFile, isFolder } from "../machine/existing_path.ts";
import { UserError } from "../user_error.ts";
import type { Split } from "./dataset.ts";
import { findKnownDataset, splitFileNames } from "./splits.ts";

const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));

/** The files of one split of a data set, as paths; all of them lie in `folder`. */
export interface FoundFiles {
  readonly folder: string;
  /** What the names of the files begin with. */
  readonly stem: string;
  readonly images: string;
  readonly labels: string;
  /** Missing only for a data set that is known by name. */
  readonly mapping?: string;
}

/** Returns where downloads go: `dataFolder`, else `$EMNIST_DATA`, else `data/` of the checkout. */
export function downloadFolder(dataFolder?: string): string {
  return resolve(dataFolder || Deno.env.get("EMNIST_DATA") || join(CHECKOUT, "data"));
}

/**
 * Returns the folders to search, best first, sub-folders left out; only existing ones.
 *
 * Throws a UserError when `dataFolder` or `$EMNIST_DATA` is given and is not a folder.
 */
export async function dataRoots(dataFolder?: string): Promise<string[]> {
  const chosen: string[] = [];
  if (dataFolder !== undefined) {
    await requireFolder(dataFolder, "Give --data an existing folder that holds IDX files.");
    chosen.push(dataFolder);
  }
  const fromEnvironment = Deno.env.get("EMNIST_DATA");
  if (fromEnvironment) {
    await requireFolder(fromEnvironment, "Set EMNIST_DATA to an existing folder, or unset it.");
    chosen.push(fromEnvironment);
  }
  const candidates = [
    ...chosen,
    join(CHECKOUT, "data"),
    join(dirname(resolve(CHECKOUT)), "shared", "data"),
  ].map((folder) => resolve(folder));
  const roots: string[] = [];
  for (const folder of new Set(candidates)) if (await isFolder(folder)) roots.push(folder);
  return roots;
}

/** Returns each folder followed by its sub-folders, in the order of their names. */
export async function withSubfolders(roots: readonly string[]): Promise<string[]> {
  const folders: string[] = [];
  for (const root of roots) {
    const subfolders: string[] = [];
    for await (const entry of Deno.readDir(root)) {
      const path = join(root, entry.name);
      if (entry.isDirectory || (entry.isSymlink && await isFolder(path))) subfolders.push(path);
    }
    folders.push(root, ...subfolders.sort());
  }
  return [...new Set(folders)];
}

/**
 * Finds one split of a data set in the first of the folders that holds its images and labels, or
 * undefined. A `.gz` file is preferred to an unpacked one beside it, since it can be verified.
 *
 * A name such as `balanced` stands for NIST's files (`emnist-balanced-…`), and where a folder has
 * none, for files whose names begin with it. A data set that is not known by name needs a mapping.
 */
export async function findDataset(
  name: string,
  split: Split,
  roots: readonly string[],
): Promise<FoundFiles | undefined> {
  const known = findKnownDataset(name);
  const stems = new Set([known?.stem ?? name, name]);
  for (const folder of await withSubfolders(roots)) {
    for (const stem of stems) {
      const found = await findFiles(folder, stem, split);
      if (found?.mapping !== undefined || (found && stem === known?.stem)) return found;
    }
  }
  return undefined;
}

/** Finds the files of one split in one folder: its images and labels, and the mapping if it is there. */
export async function findFiles(
  folder: string,
  stem: string,
  split: Split,
): Promise<FoundFiles | undefined> {
  const names = splitFileNames(stem, split);
  const images = await firstFile(folder, [`${names.images}.gz`, names.images]);
  const labels = await firstFile(folder, [`${names.labels}.gz`, names.labels]);
  if (images === undefined || labels === undefined) return undefined;
  return { folder, stem, images, labels, mapping: await firstFile(folder, [names.mapping]) };
}

/** Returns the path of the first of the files that `folder` holds, or undefined. */
export async function firstFile(
  folder: string,
  names: readonly string[],
): Promise<string | undefined> {
  for (const name of names) {
    const path = join(folder, name);
    if (await isFile(path)) return path;
  }
  return undefined;
}

async function requireFolder(folder: string, hint: string): Promise<void> {
  if (await isFolder(folder)) return;
  throw new UserError(`Cannot search "${folder}" for data: expected a folder there`, { hint });
}
