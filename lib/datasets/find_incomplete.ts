/** Finding what is missing from one split of a data set of which only some files are there. */

import type { Split } from "./dataset.ts";
import { firstFile, withSubfolders } from "./find.ts";
import { findKnownDataset, splitFileNames } from "./splits.ts";

/** A folder that holds some files of one split of a data set, but not all that are needed. */
export interface IncompleteFiles {
  readonly folder: string;
  /** Names of the files that are missing, such as `tiny-test-labels-idx1-ubyte[.gz]`. */
  readonly missing: readonly string[];
}

/**
 * Looks for a split of a data set that `findDataset()` does not find, and returns the first of the
 * folders that lack the fewest of its files, or undefined where none holds any.
 */
export async function findIncomplete(
  name: string,
  split: Split,
  roots: readonly string[],
): Promise<IncompleteFiles | undefined> {
  const known = findKnownDataset(name);
  let nearest: IncompleteFiles | undefined;
  for (const folder of await withSubfolders(roots)) {
    for (const stem of new Set([known?.stem ?? name, name])) {
      const { images, labels, mapping } = splitFileNames(stem, split);
      const needed = [
        { shown: `${images}[.gz]`, names: [`${images}.gz`, images] },
        { shown: `${labels}[.gz]`, names: [`${labels}.gz`, labels] },
        ...(stem === known?.stem ? [] : [{ shown: mapping, names: [mapping] }]),
      ];
      const missing: string[] = [];
      for (const { shown, names } of needed) {
        if (await firstFile(folder, names) === undefined) missing.push(shown);
      }
      const fewest = nearest?.missing.length ?? needed.length;
      if (missing.length < fewest) nearest = { folder, missing };
    }
  }
  return nearest;
}
