/** Loading one split of a data set, from the files where it was found. */

import { UserError } from "../user_error.ts";
import type { ImageDataset, Split } from "./dataset.ts";
import { locateDataset, type LocatedDataset } from "./locate.ts";
import { notFoundError } from "./not_found.ts";
import { readDataset } from "./read_dataset.ts";
import { selectImages, stratifiedSample } from "./stratified_sample.ts";
import { createSyntheticDataset } from "./synthetic.ts";

/** Options of {@linkcode loadDataset}. */
export interface LoadOptions {
  /** The folder to search first for a data set that is given by name, as with `--data`. */
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
 * Loads one split of a data set that was located, or by its name: an official one, `emnist47`,
 * `synthetic`, or any NAME whose files `NAME-{train,test}-{images-idx3,labels-idx1}-ubyte[.gz]` and
 * `NAME-mapping.txt` lie in a data folder. Nothing is downloaded.
 *
 * Images come out upright and labels 0-based; only the files of `split` are read.
 *
 * @throws {UserError} when the files are not found, damaged, do not belong together, or are official
 * ones with a wrong digest; a RangeError unless `limit` is a whole number of 1 or more.
 *
 * @example Twenty characters that this program draws
 * ```ts
 * import { loadDataset } from "./mod.ts";
 *
 * const { count, width } = await loadDataset("synthetic", "test", { limit: 20 });
 * console.log(count, width); // 20 28
 * ```
 */
export async function loadDataset(
  dataset: string | LocatedDataset,
  split: Split,
  options: LoadOptions = {},
): Promise<ImageDataset> {
  const { dataFolder, limit, seed = 0, announce = console.warn } = options;
  const located = typeof dataset === "string"
    ? await locateDataset({
      name: dataset,
      dataFolder,
      announce,
      splits: [split],
      download: false,
    })
    : dataset;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
    throw new RangeError(
      `Cannot load "${located.name}": expected a limit of 1 or more but found ${limit}`,
    );
  }
  const whole = located.files === undefined
    ? createSyntheticDataset(split)
    : await loadFiles(located, split, announce);
  if (limit === undefined || limit >= whole.count) return whole;
  return selectImages(whole, stratifiedSample(whole, limit, seed));
}

async function loadFiles(
  { name, files, folders }: LocatedDataset,
  split: Split,
  announce: (line: string) => void,
): Promise<ImageDataset> {
  const found = files?.[split];
  if (found === undefined) throw notFoundError(name, split, folders);
  try {
    return await readDataset(name, split, found, announce);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(error.message, {
      cause: error,
      hint: `Replace the file in "${found.folder}" by a sound one.`,
    });
  }
}
