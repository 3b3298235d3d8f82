/** The table of `deno task data --list`. */

import { homedir } from "node:os";
import { relative } from "node:path";
import { megabytes } from "../datasets/download/download_report.ts";
import { dataRoots } from "../datasets/find.ts";
import {
  type DatasetHalf,
  downloadSize,
  examineHalf,
  takeInventory,
} from "../datasets/inventory.ts";
import { renderColumns } from "./columns.ts";

/**
 * Returns the table of all data sets, or of the one called `name`: what is where and verified, and
 * how to get what is missing.
 */
export async function renderInventory(dataFolder?: string, name?: string): Promise<string> {
  const halves = name === undefined
    ? await takeInventory(dataFolder)
    : await examineHalves(name, dataFolder);
  const heads = ["Data set", "Half", "Images", "Classes", "State", "Where"];
  return await renderColumns([heads, ...halves.map(rowOf)]);
}

async function examineHalves(name: string, dataFolder?: string): Promise<DatasetHalf[]> {
  const roots = await dataRoots(dataFolder);
  return [await examineHalf(name, "train", roots), await examineHalf(name, "test", roots)];
}

function rowOf({ name, split, state, count, classes, folder }: DatasetHalf): string[] {
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
