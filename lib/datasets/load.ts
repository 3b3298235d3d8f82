/** Loading one split of a data set, by name, from wherever its files are found. */

import { UserError } from "../user_error.ts";
import type { ImageDataset, Split } from "./dataset.ts";
import { dataRoots, findDataset } from "./find.ts";
import { notFoundError } from "./not_found.ts";
import { readDataset } from "./read_dataset.ts";
import { findKnownDataset } from "./splits.ts";
import { selectImages, stratifiedSample } from "./stratified_sample.ts";
import { createSyntheticDataset, SYNTHETIC_NAME } from "./synthetic.ts";

/** Options of {@linkcode loadDataset}. */
export interface LoadOptions {
  /** The folder to search first, as given with `--data`. */
  readonly dataFolder?: string;
  /**
   * The most images to return, drawn at random so that every class keeps its share.
   *
   * @default {all}
   */
  readonly limit?: number;
  /**
   * Seed of the draw that `limit` asks for.
   *
   * @default {0}
   */
  readonly seed?: number;
  /**
   * Takes one line about anything that a user should know, such as a file that is not verified.
   *
   * @default {console.warn}
   */
  readonly announce?: (line: string) => void;
}

/**
 * Loads one split of a data set: an official one, `emnist47`, `synthetic`, or any NAME whose files
 * `NAME-{train,test}-{images-idx3,labels-idx1}-ubyte[.gz]` and `NAME-mapping.txt` lie in a folder.
 *
 * Images come out upright and labels 0-based; only the files of `split` are read.
 * Throws a UserError when the files are not found, damaged, do not belong together, or are official
 * ones with a wrong digest; a RangeError unless `limit` is a whole number of 1 or more.
 */
export async function loadDataset(
  name: string,
  split: Split,
  options: LoadOptions = {},
): Promise<ImageDataset> {
  const { limit, seed = 0 } = options;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
    throw new RangeError(`Cannot load "${name}": expected a limit of 1 or more but found ${limit}`);
  }
  const dataset = name === SYNTHETIC_NAME
    ? createSyntheticDataset(split)
    : await loadFiles(name, split, options);
  if (limit === undefined || limit >= dataset.count) return dataset;
  return selectImages(dataset, stratifiedSample(dataset, limit, seed));
}

async function loadFiles(name: string, split: Split, options: LoadOptions): Promise<ImageDataset> {
  const { dataFolder, announce = console.warn } = options;
  const roots = await dataRoots(dataFolder);
  const found = await findDataset(name, split, roots);
  if (found === undefined) throw await notFoundError(name, split, roots);
  if (dataFolder !== undefined && await findDataset(name, split, roots.slice(0, 1)) === undefined) {
    announce(`"${dataFolder}" does not hold ${name} (${split}): using "${found.folder}".`);
  }
  try {
    return await readDataset(findKnownDataset(name)?.name ?? name, split, found, announce);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(error.message, {
      cause: error,
      hint: `Replace the file in "${found.folder}" by a sound one.`,
    });
  }
}
