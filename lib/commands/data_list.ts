/** The table of `deno task data --list`. */

import { homedir } from "node:os";
import { relative } from "node:path";
import { megabytes } from "../machine/disk_space.ts";
import { dataRoots, scanFolders } from "../datasets/data_folders.ts";
import {
  type DatasetSplit,
  downloadSize,
  examineSplit,
  takeInventory,
} from "../datasets/inventory.ts";
import { renderColumns } from "./columns.ts";

/**
 * Returns the table of all data sets, or of the one called `name`: what is where and verified, and
 * how to get what is missing.
 */
export async function renderInventory(dataFolder?: string, name?: string): Promise<string> {
  const splits = name === undefined
    ? await takeInventory(dataFolder)
    : await examineSplits(name, dataFolder);
  const heads = ["Data set", "Split", "Images", "Classes", "State", "Where"];
  return await renderColumns([heads, ...splits.map(rowOf)]);
}

async function examineSplits(name: string, dataFolder?: string): Promise<DatasetSplit[]> {
  const folders = await scanFolders(await dataRoots(dataFolder));
  return [await examineSplit(name, "train", folders), await examineSplit(name, "test", folders)];
}

function rowOf({ name, split, state, count, classes, folder }: DatasetSplit): string[] {
  return [
    name,
    split,
    count?.toLocaleString("en") ?? "?",
    classes?.toString() ?? "?",
    state,
    placeOf(name, folder),
  ];
}

function placeOf(name: string, folder: string | undefined): string {
  if (folder !== undefined) {
    const near = relative(Deno.cwd(), folder);
    return near.startsWith("../..") ? folder.replace(homedir(), "~") : near || ".";
  }
  const size = downloadSize(name);
  return size === undefined ? "" : `deno task data ${name} (${megabytes(size)})`;
}
