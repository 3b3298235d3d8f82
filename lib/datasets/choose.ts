/** Which data set is used when none is asked for, and getting the one that is asked for. */

import { UserError } from "../user_error.ts";
import type { Split } from "./dataset.ts";
import type { DownloadOptions } from "./download.ts";
import type { DownloadReport } from "./download/download_report.ts";
import { downloadDataset } from "./download_dataset.ts";
import { dataRoots, findDataset } from "./find.ts";
import { listDatasetNames } from "./folder_contents.ts";
import { notFoundError } from "./not_found.ts";
import { findKnownDataset } from "./splits.ts";
import { SYNTHETIC_NAME } from "./synthetic.ts";

/** Options of {@linkcode chooseDataset}. */
export interface ChooseOptions {
  /** The data set that is asked for, if one is. */
  readonly name?: string;
  /** The folder to search first, as given with `--data`. */
  readonly dataFolder?: string;
  /** Takes one line for each step down, and for each download. */
  readonly announce: (line: string) => void;
  /**
   * Whether an official data set that is missing is downloaded.
   *
   * @default {true}
   */
  readonly download?: boolean;
  /** Takes the progress of a download. */
  readonly progress?: DownloadReport["progress"];
  /** Takes each file that a download has finished. */
  readonly finished?: DownloadReport["finished"];
  /**
   * The splits that must be there.
   *
   * @default {both}
   */
  readonly splits?: readonly Split[];
  /**
   * The folders to search; downloads go to the first of them.
   *
   * @default {dataRoots(dataFolder); downloads go to downloadFolder(dataFolder)}
   */
  readonly roots?: readonly string[];
  /** How the download goes: address, patience, stopping. */
  readonly downloadOptions?: Omit<DownloadOptions, "report">;
}

/** Nobody asked for this download, so that a missing network must not keep anyone waiting. */
const UNASKED: Omit<DownloadOptions, "report"> = { tries: 1, connectMilliseconds: 4000 };

/**
 * Returns the name of the data set to use, and makes sure that it can be loaded.
 *
 * A `name` that is asked for is used or is an error; an official one is downloaded when it is
 * missing. Without a name it is `balanced` if it is there, else downloaded, else `emnist47` if it is
 * there, else `synthetic`; each step down is announced in one line. A `dataFolder` that holds one
 * data set stands for its name.
 *
 * Throws a UserError when a data set that was asked for cannot be had, or when `dataFolder` holds
 * none, or several of which none is `balanced` or `emnist47`.
 */
export async function chooseDataset(options: ChooseOptions): Promise<string> {
  const roots = options.roots ?? await dataRoots(options.dataFolder);
  if (options.name !== undefined) return await getNamed(options.name, roots, options);
  const onlyName = options.dataFolder && await onlyNameIn(options.dataFolder);
  if (onlyName) return await getNamed(onlyName, roots, options);
  if (await isThere("balanced", roots, options)) return "balanced";
  const reason = await tryDownload(options);
  if (reason === undefined) return "balanced";
  if (await isThere("emnist47", roots, options)) {
    options.announce(`${reason} Using emnist47 instead, a stand-in for balanced.`);
    return "emnist47";
  }
  options.announce(
    `${reason} Using synthetic characters instead: their accuracy says nothing about handwriting.`,
  );
  return SYNTHETIC_NAME;
}

async function getNamed(
  name: string,
  roots: readonly string[],
  options: ChooseOptions,
): Promise<string> {
  const known = findKnownDataset(name);
  const canonicalName = known?.name ?? name;
  const missing = await firstMissing(canonicalName, roots, options);
  if (missing === undefined) return canonicalName;
  if (!known?.official || options.download === false) {
    throw await notFoundError(canonicalName, missing, roots);
  }
  await downloadReported(canonicalName, options, options.downloadOptions ?? {});
  return canonicalName;
}

/** Downloads `balanced`; returns why that is not possible, as one sentence, or undefined. */
async function tryDownload(options: ChooseOptions): Promise<string | undefined> {
  if (options.download === false) return "balanced is not on this machine.";
  try {
    await downloadReported("balanced", options, { ...UNASKED, ...options.downloadOptions });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message}.`;
  }
}

async function downloadReported(
  name: string,
  options: ChooseOptions,
  downloadOptions: Omit<DownloadOptions, "report">,
): Promise<void> {
  const { announce, splits, progress = () => {}, finished = () => {} } = options;
  const dataFolder = options.dataFolder ?? options.roots?.[0];
  const report = { announce, progress, finished };
  await downloadDataset(name, { ...downloadOptions, report, dataFolder, splits });
}

/** Returns the one data set of a folder, or undefined when it also holds one of the usual ones. */
async function onlyNameIn(dataFolder: string): Promise<string | undefined> {
  const names = await listDatasetNames([dataFolder]);
  if (names.length === 1) return names[0];
  if (names.includes("balanced") || names.includes("emnist47")) return undefined;
  throw new UserError(
    `Cannot choose a data set in "${dataFolder}": expected one but found ${
      names.length === 0 ? "none" : names.join(", ")
    }`,
    {
      hint: names.length === 0
        ? "A data set is NAME-{train,test}-{images-idx3,labels-idx1}-ubyte[.gz] and NAME-mapping.txt."
        : "Name one of them with --dataset.",
    },
  );
}

async function isThere(name: string, roots: readonly string[], options: ChooseOptions) {
  return await firstMissing(name, roots, options) === undefined;
}

async function firstMissing(
  name: string,
  roots: readonly string[],
  { splits = ["train", "test"] }: ChooseOptions,
): Promise<Split | undefined> {
  if (name === SYNTHETIC_NAME) return undefined;
  for (const split of splits) {
    if (await findDataset(name, split, roots) === undefined) return split;
  }
  return undefined;
}
