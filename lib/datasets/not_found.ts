/** The error for a data set that no folder holds, with the reason and the nearest remedy. */

import { closest, distance } from "fastest-levenshtein";
import { UserError } from "../user_error.ts";
import type { Split } from "./dataset.ts";
import { findIncomplete } from "./find_incomplete.ts";
import { listDatasetNames } from "./folder_contents.ts";
import { findKnownDataset, knownDatasets, splitFileNames } from "./splits.ts";
import { SYNTHETIC_NAME } from "./synthetic.ts";

/**
 * Creates the error for a split of a data set that is in none of `roots` and their sub-folders: what
 * is missing beside the files that one of them holds, or all that was expected.
 */
export async function notFoundError(
  name: string,
  split: Split,
  roots: readonly string[],
): Promise<UserError> {
  const known = findKnownDataset(name);
  const incomplete = await findIncomplete(name, split, roots);
  const { images, labels, mapping } = splitFileNames(known?.stem ?? name, split);
  const files = [`${images}[.gz]`, `${labels}[.gz]`, ...(known ? [] : [mapping])];
  const places = roots.length === 0 ? "no data folder" : `no such files in ${roots.join(", ")}`;
  const reason = incomplete === undefined
    ? `expected ${files.join(", ")} but found ${places}`
    : `expected ${incomplete.missing.join(", ")} beside its other files in ` +
      `"${incomplete.folder}" but found none`;
  const message = `Cannot find data set "${name}" (${split}): ${reason}`;
  if (known?.official) {
    return new UserError(message, { hint: `Run \`deno task data ${known.name}\` to download it.` });
  }
  if (incomplete !== undefined) {
    return new UserError(message, {
      hint: "Put what is missing into this folder, or name another folder with --data.",
    });
  }
  const names = new Set([
    ...knownDatasets.map((dataset) => dataset.name),
    SYNTHETIC_NAME,
    ...await listDatasetNames(roots),
  ]);
  names.delete(name);
  const nearest = closest(name, [...names]);
  const isNear = distance(name, nearest) <= Math.max(2, name.length / 3);
  return new UserError(message, {
    hint: isNear
      ? `Did you mean "${nearest}"? Otherwise name its folder with --data.`
      : `Name its folder with --data; known by name are ${[...names].join(", ")}.`,
  });
}
