/** Finding a data set's files among the names of files. */

import { join } from "node:path";
import type { DataFolder } from "./data_folders.ts";
import type { Split } from "./dataset.ts";
import { findKnownDataset, KNOWN_DATASETS, splitFileNames } from "./splits.ts";

/** The files of one split of a data set, as paths; all of them lie in `folder`. */
export interface FoundFiles {
  /** The folder that they lie in. */
  readonly folder: string;
  /** What the names of the files begin with. */
  readonly stem: string;
  /** Path of the file of pixels. */
  readonly images: string;
  /** Path of the file of classes. */
  readonly labels: string;
  /** Missing only for a data set that is known by name. */
  readonly mapping?: string;
}

/** A folder that holds some files of one split of a data set, but not all that are needed. */
export interface IncompleteFiles {
  readonly folder: string;
  /** Names of the files that are missing, such as `tiny-test-labels-idx1-ubyte[.gz]`. */
  readonly missing: readonly string[];
}

/**
 * Finds one split of a data set in the first of the folders that holds its images and labels, or
 * undefined. A `.gz` file is preferred to an unpacked one beside it, since it can be verified.
 *
 * A name such as `balanced` stands for NIST's files (`emnist-balanced-…`), and where a folder has
 * none, for files whose names begin with it. A data set that is not known by name needs a mapping.
 */
export function findSplit(
  name: string,
  split: Split,
  folders: readonly DataFolder[],
): FoundFiles | undefined {
  const known = findKnownDataset(name);
  for (const folder of folders) {
    for (const stem of stemsOf(name)) {
      const names = splitFileNames(stem, split);
      const images = firstName(folder, packedOrPlain(names.images));
      const labels = firstName(folder, packedOrPlain(names.labels));
      const mapping = firstName(folder, [names.mapping]);
      if (images === undefined || labels === undefined) continue;
      if (mapping === undefined && stem !== known?.stem) continue;
      const path = (name: string) => join(folder.path, name);
      return {
        folder: folder.path,
        stem,
        images: path(images),
        labels: path(labels),
        mapping: mapping && path(mapping),
      };
    }
  }
  return undefined;
}

/**
 * Looks for a split of a data set that `findSplit()` does not find, and returns the first of the
 * folders that lack the fewest of its files, or undefined where none holds any.
 */
export function findIncomplete(
  name: string,
  split: Split,
  folders: readonly DataFolder[],
): IncompleteFiles | undefined {
  const known = findKnownDataset(name);
  let nearest: IncompleteFiles | undefined;
  for (const folder of folders) {
    for (const stem of stemsOf(name)) {
      const { images, labels, mapping } = splitFileNames(stem, split);
      const needed = [
        { shown: `${images}[.gz]`, names: packedOrPlain(images) },
        { shown: `${labels}[.gz]`, names: packedOrPlain(labels) },
        ...(stem === known?.stem ? [] : [{ shown: mapping, names: [mapping] }]),
      ];
      const missing = needed.filter(({ names }) => firstName(folder, names) === undefined)
        .map(({ shown }) => shown);
      const fewest = nearest?.missing.length ?? needed.length;
      if (missing.length < fewest) nearest = { folder: folder.path, missing };
    }
  }
  return nearest;
}

const IMAGES_NAME = /^(?<stem>.+)-(?:train|test)-images-idx3-ubyte(?:\.gz)?$/;

/**
 * Lists the data sets of which some folder holds images, sorted: by the name that `--dataset` takes,
 * `balanced` for `emnist-balanced-…`. Whether they are complete is left open.
 */
export function listDatasetNames(folders: readonly DataFolder[]): string[] {
  const names = folders.flatMap(({ fileNames }) => [...fileNames]).flatMap((fileName) => {
    const stem = IMAGES_NAME.exec(fileName)?.groups?.stem;
    if (stem === undefined) return [];
    return [KNOWN_DATASETS.find((known) => known.stem === stem)?.name ?? stem];
  });
  return [...new Set(names)].sort();
}

function stemsOf(name: string): Set<string> {
  return new Set([findKnownDataset(name)?.stem ?? name, name]);
}

function packedOrPlain(fileName: string): string[] {
  return [`${fileName}.gz`, fileName];
}

function firstName({ fileNames }: DataFolder, names: readonly string[]): string | undefined {
  return names.find((name) => fileNames.has(name));
}
