/** Which data set is used when none is asked for, where its files are, and getting what is missing. */

import { dirname, resolve } from "node:path";
import { asSentence, UserError } from "../user_error.ts";
import { type DataFolder, dataRoots, scanFolders } from "./data_folders.ts";
import type { Split } from "./dataset.ts";
import { downloadDataset } from "./download/download_dataset.ts";
import type { DownloadOptions, DownloadReport } from "./download/download_files.ts";
import { UnreachableError } from "./download/tries.ts";
import { findSplit, type FoundFiles, listDatasetNames } from "./find.ts";
import { notFoundError } from "./not_found.ts";
import { findKnownDataset } from "./splits.ts";
import { SYNTHETIC_NAME } from "./synthetic.ts";

/** A data set and where it lies. */
export interface LocatedDataset {
  /** Its name, such as `balanced`. */
  readonly name: string;
  /** The files of each split that is there; undefined for characters that the program draws. */
  readonly files?: Readonly<Partial<Record<Split, FoundFiles>>>;
  /** The folders that were searched. */
  readonly folders: readonly DataFolder[];
}

/** Options of {@linkcode locateDataset}. */
export interface LocateOptions {
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
 * Finds the data set to use, and downloads it where that is possible and needed.
 *
 * A `name` that is asked for is used or is an error; an official one is downloaded when it is
 * missing. Without a name it is `balanced` if it is there, else downloaded, else `emnist47` if it
 * is there or can be built, else `synthetic`; each step down is announced in one line. A
 * `dataFolder` that holds one data set stands for its name.
 *
 * @throws {UserError} when a data set that was asked for cannot be had, or when `dataFolder` holds
 * none, or several of which none is `balanced` or `emnist47`.
 */
export async function locateDataset(options: LocateOptions): Promise<LocatedDataset> {
  const { announce, dataFolder } = options;
  const folders = await scan(options);
  const name = options.name ?? (dataFolder && onlyNameIn(dataFolder, folders));
  if (name) return await locateNamed(name, folders, options);
  const balanced = located("balanced", folders);
  if (missingSplit(balanced, options) === undefined) return balanced;
  try {
    if (options.download === false) throw new UserError("balanced is not on this machine");
    return await download("balanced", options, UNASKED);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const emnist47 = located("emnist47", folders);
    if (missingSplit(emnist47, options) === undefined) {
      announce(`${asSentence(error)} Using emnist47 instead, a stand-in for balanced.`);
      return emnist47;
    }
    const isOffline = options.download === false || error instanceof UnreachableError;
    const built = isOffline ? error : await tryToBuild(error, options);
    if (!(built instanceof UserError)) return built;
    announce(
      `${asSentence(built)} Using synthetic characters instead: ` +
        "their accuracy says nothing about handwriting.",
    );
    return { name: SYNTHETIC_NAME, folders };
  }
}

async function locateNamed(
  wanted: string,
  folders: readonly DataFolder[],
  options: LocateOptions,
): Promise<LocatedDataset> {
  const { announce, dataFolder, splits = ["train", "test"] } = options;
  if (/[\\/]/.test(wanted)) {
    throw new UserError(`Cannot use the data set "${wanted}": expected a name without a slash`, {
      hint: "Name the folder with --data, and the data set in it with --dataset.",
    });
  }
  const known = findKnownDataset(wanted);
  const dataset = located(known?.name ?? wanted, folders);
  const inFolder = dataFolder === undefined
    ? undefined
    : located(dataset.name, foldersIn(dataFolder, folders));
  if (dataset.name === SYNTHETIC_NAME) {
    // Files of that name count only where somebody points at them.
    if (inFolder !== undefined && missingSplit(inFolder, options) === undefined) return inFolder;
    if (dataFolder) announce(`"${dataFolder}" is not used: the program draws the characters.`);
    return { name: dataset.name, folders };
  }
  const missing = missingSplit(dataset, options);
  if (missing === undefined) {
    for (const split of splits) {
      if (inFolder === undefined || inFolder.files?.[split] !== undefined) continue;
      const place = dataset.files?.[split]?.folder;
      announce(`"${dataFolder}" does not hold ${dataset.name} (${split}): using "${place}".`);
    }
    return dataset;
  }
  if (known === undefined || options.download === false) {
    throw notFoundError(dataset.name, missing, folders);
  }
  return await download(dataset.name, options, {});
}

/** Builds `emnist47` where the archive can be had; returns the reason where it cannot. */
async function tryToBuild(
  reason: UserError,
  options: LocateOptions,
): Promise<LocatedDataset | UserError> {
  options.announce(`${asSentence(reason)} Building emnist47 instead, a stand-in for balanced.`);
  try {
    return await download("emnist47", options, UNASKED);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error;
  }
}

/** Downloads a data set and returns where it lies then; throws a UserError when that is impossible. */
async function download(
  name: string,
  options: LocateOptions,
  patience: Omit<DownloadOptions, "report">,
): Promise<LocatedDataset> {
  const { announce, splits, progress = () => {}, finished = () => {} } = options;
  const dataFolder = options.dataFolder ?? options.roots?.[0];
  await downloadDataset(name, {
    ...patience,
    ...options.downloadOptions,
    report: { announce, progress, finished },
    dataFolder,
    splits,
  });
  return located(name, await scan(options));
}

async function scan({ roots, dataFolder }: LocateOptions): Promise<DataFolder[]> {
  return await scanFolders(roots ?? await dataRoots(dataFolder));
}

function located(name: string, folders: readonly DataFolder[]): LocatedDataset {
  const files = {
    train: findSplit(name, "train", folders),
    test: findSplit(name, "test", folders),
  };
  return { name, files, folders };
}

/** Returns the first split that must be there and is not. */
function missingSplit(
  { files }: LocatedDataset,
  { splits = ["train", "test"] }: LocateOptions,
): Split | undefined {
  return splits.find((split) => files?.[split] === undefined);
}

/** Returns the scanned folders that are `dataFolder` or lie in it. */
export function foldersIn(dataFolder: string, folders: readonly DataFolder[]): DataFolder[] {
  const root = resolve(dataFolder);
  return folders.filter(({ path }) => path === root || dirname(path) === root);
}

/** Returns the one data set of a folder, or undefined when it also holds one of the usual ones. */
function onlyNameIn(dataFolder: string, folders: readonly DataFolder[]): string | undefined {
  const names = listDatasetNames(foldersIn(dataFolder, folders));
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
