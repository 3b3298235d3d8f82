/** Which data sets a folder holds, told by its file names. */

import { withSubfolders } from "./find.ts";
import { knownDatasets } from "./splits.ts";

const IMAGES_NAME = /^(?<stem>.+)-(?:train|test)-images-idx3-ubyte(?:\.gz)?$/;

/**
 * Lists the data sets of which some folder holds images, sorted: by the name that `--dataset` takes,
 * `balanced` for `emnist-balanced-…`. Whether they are complete is left open.
 */
export async function listDatasetNames(roots: readonly string[]): Promise<string[]> {
  const names = new Set<string>();
  for (const folder of await withSubfolders(roots)) {
    for await (const entry of Deno.readDir(folder)) {
      const stem = IMAGES_NAME.exec(entry.name)?.groups?.stem;
      if (stem === undefined) continue;
      names.add(knownDatasets.find((known) => known.stem === stem)?.name ?? stem);
    }
  }
  return [...names].sort();
}
