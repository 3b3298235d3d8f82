/** The error for a data set that no folder holds, with the reason and the nearest remedy. */

import { closest, distance } from "fastest-levenshtein";
import { dirname } from "node:path";
import { UserError } from "../user_error.ts";
import type { DataFolder } from "./data_folders.ts";
import type { Split } from "./dataset.ts";
import { findIncomplete, listDatasetNames } from "./find.ts";
import { findKnownDataset, KNOWN_DATASETS, splitFileNames } from "./splits.ts";
import { SYNTHETIC_NAME } from "./synthetic.ts";

/**
 * Creates the error for a split of a data set that is in none of the folders: what is missing beside
 * the files that one of them holds, or all that was expected.
 */
export function notFoundError(
  name: string,
  split: Split,
  folders: readonly DataFolder[],
): UserError {
  const known = findKnownDataset(name);
  const incomplete = findIncomplete(name, split, folders);
  const { images, labels, mapping } = splitFileNames(known?.stem ?? name, split);
  const files = [`${images}[.gz]`, `${labels}[.gz]`, ...(known ? [] : [mapping])];
  const allPaths = folders.map(({ path }) => path);
  const paths = allPaths.filter((path) => !allPaths.includes(dirname(path)));
  const places = paths.length === 0 ? "no data folder" : `no such files in ${paths.join(", ")}`;
  const reason = incomplete === undefined
    ? `expected ${files.join(", ")} but found ${places}`
    : `expected ${incomplete.missing.join(", ")} beside its other files in ` +
      `"${incomplete.folder}" but found none`;
  return new UserError(`Cannot find data set "${name}" (${split}): ${reason}`, {
    hint: known?.official || known?.name === "emnist47"
      ? `Run \`deno task data ${known.name}\` to download it.`
      : incomplete !== undefined
      ? "Put what is missing into this folder, or name another folder with --data."
      : hintAtNames(name, listDatasetNames(folders)),
  });
}

function hintAtNames(name: string, found: readonly string[]): string {
  const names = new Set([...KNOWN_DATASETS.map(({ name }) => name), SYNTHETIC_NAME, ...found]);
  names.delete(name);
  const nearest = closest(name, [...names]);
  return isNear(name, nearest)
    ? `Did you mean "${nearest}"? Otherwise name its folder with --data.`
    : `Name its folder with --data; known by name are ${[...names].join(", ")}.`;
}

/** A slip of the pen changes two letters at most; of a long name, a third of them. */
function isNear(name: string, other: string): boolean {
  return distance(name, other) <= Math.max(2, name.length / 3);
}
