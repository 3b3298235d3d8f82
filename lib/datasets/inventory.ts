/** What is known of the data sets on this machine without loading their images. */

import { basename } from "node:path";
import { sha256OfBytes, sha256OfFile } from "../machine/sha256.ts";
import type { Split } from "./dataset.ts";
import { type DataFolder, dataRoots, scanFolders } from "./data_folders.ts";
import { findSplit, type FoundFiles, listDatasetNames } from "./find.ts";
import { parseIdx } from "./idx.ts";
import { parseMapping } from "./mapping.ts";
import { type DigestVerdict, judgeDigest, publishedFiles } from "./published_files.ts";
import {
  BALANCED_CHARACTERS,
  findKnownDataset,
  KNOWN_DATASETS,
  publishedFilesOf,
} from "./splits.ts";
import { SYNTHETIC_IMAGES_PER_CLASS, SYNTHETIC_NAME } from "./synthetic.ts";

/**
 * How it stands with one split of a data set:
 * `verified` when images and labels have their published digests, `not verified` when no digest is
 * known for them, `altered` when the project publishes others, `wrong digest` when NIST does (such
 * files are refused), `damaged` when labels or mapping cannot be read, `missing` when no folder holds
 * both files, `built in` for `synthetic`.
 */
export type SplitState =
  | "verified"
  | "not verified"
  | "altered"
  | "wrong digest"
  | "damaged"
  | "missing"
  | "built in";

/** One split of a data set, as far as it is on this machine. */
export interface DatasetSplit {
  readonly name: string;
  readonly split: Split;
  readonly state: SplitState;
  /** Images that it has or, when it is missing, that are published; undefined when that is unknown. */
  readonly count?: number;
  /** Classes that it has; undefined when that is unknown. */
  readonly classes?: number;
  /** Where its files are; undefined unless they were found. */
  readonly folder?: string;
}

/** Finds one split of a data set in the folders, and compares its digests. */
export async function examineSplit(
  name: string,
  split: Split,
  folders: readonly DataFolder[],
): Promise<DatasetSplit> {
  if (name === SYNTHETIC_NAME) {
    const classes = BALANCED_CHARACTERS.length;
    const count = classes * SYNTHETIC_IMAGES_PER_CLASS[split];
    return { name, split, state: "built in", count, classes };
  }
  const known = findKnownDataset(name);
  const published = { count: known?.counts[split], classes: known?.characters.length };
  const found = findSplit(name, split, folders);
  if (found === undefined) return { name, split, state: "missing", ...published };
  const named = { name, split, folder: found.folder };
  try {
    return { ...named, ...published, ...await examineFiles(found) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ...named, state: "damaged" };
  }
}

/**
 * Examines both splits of every data set that is known by name or that some folder holds images of:
 * those of `dataFolder`, `$EMNIST_DATA` and `data/`.
 */
export async function takeInventory(dataFolder?: string): Promise<readonly DatasetSplit[]> {
  const folders = await scanFolders(await dataRoots(dataFolder));
  const names = new Set([
    ...KNOWN_DATASETS.map((known) => known.name),
    ...listDatasetNames(folders),
    SYNTHETIC_NAME,
  ]);
  const splits: DatasetSplit[] = [];
  for (const name of names) {
    for (const split of ["train", "test"] as const) {
      splits.push(await examineSplit(name, split, folders));
    }
  }
  return splits;
}

async function examineFiles({ images, labels, mapping }: FoundFiles) {
  const labelBytes = await Deno.readFile(labels);
  const { data } = parseIdx(labelBytes, { name: basename(labels) });
  const classes = mapping &&
    parseMapping(await Deno.readTextFile(mapping), basename(mapping)).characters.length;
  const verdicts = [
    judgeDigest(basename(labels), sha256OfBytes(labelBytes)).verdict,
    judgeDigest(basename(images), await sha256OfFile(images)).verdict,
  ];
  return { state: stateOf(verdicts), count: data.length, ...(classes ? { classes } : {}) };
}

function stateOf(verdicts: readonly DigestVerdict[]): SplitState {
  if (verdicts.includes("wrong")) return "wrong digest";
  if (verdicts.includes("altered")) return "altered";
  return verdicts.includes("unknown") ? "not verified" : "verified";
}

/** Returns the bytes that a download of a data set takes, or undefined where there is none. */
export function downloadSize(name: string): number | undefined {
  const known = findKnownDataset(name);
  if (known === undefined) return undefined;
  const isTestFile = /^emnist-by(merge|class)-test-/;
  const files = known.official
    ? publishedFilesOf(known)
    : [...publishedFiles.values()].filter((file) => isTestFile.test(file.name));
  return files.reduce((sum, file) => sum + file.size, 0);
}
