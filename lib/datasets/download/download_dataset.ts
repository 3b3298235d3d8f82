/** Downloading an official data set by its name, as far as it is not on this machine yet. */

import { closest } from "fastest-levenshtein";
import { megabytes } from "../../machine/disk_space.ts";
import { isFolder } from "../../machine/existing_path.ts";
import { UserError } from "../../user_error.ts";
import { dataRoots, downloadFolder, scanFolders } from "../data_folders.ts";
import type { Split } from "../dataset.ts";
import { buildEmnist47 } from "../emnist47/build.ts";
import { examineSplit } from "../inventory.ts";
import type { PublishedFile } from "../published_files.ts";
import {
  DOWNLOADABLE_NAMES,
  findKnownDataset,
  publishedFilesOf,
  splitFileNames,
} from "../splits.ts";
import { archiveHost } from "./archive.ts";
import { downloadFiles, type DownloadOptions } from "./download_files.ts";

/** Options of {@linkcode downloadDataset}. */
export interface DownloadDatasetOptions extends DownloadOptions {
  /**
   * The folder to download to, as given with `--data`; it is created if it is missing.
   *
   * @default {$EMNIST_DATA, else data/ of the checkout}
   */
  readonly dataFolder?: string;
  /**
   * The splits that are needed.
   *
   * @default {both}
   */
  readonly splits?: readonly Split[];
}

/** What a download did. */
export interface DownloadedDataset {
  readonly folder: string;
  /** The files that were fetched; none when everything was there and verified. */
  readonly files: readonly PublishedFile[];
}

/**
 * Downloads those splits of an official data set that no data folder holds verified, with its
 * mapping; builds those of `emnist47`.
 *
 * With `dataFolder`, only that folder counts.
 *
 * @throws {UserError} when `name` is neither, and like {@linkcode downloadFiles}.
 */
export async function downloadDataset(
  name: string,
  options: DownloadDatasetOptions,
): Promise<DownloadedDataset> {
  const known = findKnownDataset(name);
  if (known === undefined) {
    throw new UserError(
      `Cannot download "${name}": expected one of ${DOWNLOADABLE_NAMES.join(", ")}`,
      { hint: `Did you mean "${closest(name, [...DOWNLOADABLE_NAMES])}"?` },
    );
  }
  const folder = downloadFolder(options.dataFolder);
  const given = await isFolder(folder) ? [folder] : [];
  const roots = options.dataFolder === undefined ? await dataRoots() : given;
  const folders = await scanFolders(roots);
  const missing: Split[] = [];
  for (const split of options.splits ?? ["train", "test"] as const) {
    const { state } = await examineSplit(known.name, split, folders);
    if (state !== "verified") missing.push(split);
  }
  if (!known.official) return { folder, files: await buildEmnist47(missing, folder, options) };
  const isWanted = new Set<string>();
  for (const split of missing) {
    const { images, labels, mapping } = splitFileNames(known.stem, split);
    for (const wanted of [`${images}.gz`, `${labels}.gz`, mapping]) isWanted.add(wanted);
  }
  const files = publishedFilesOf(known).filter((file) => isWanted.has(file.name));
  if (files.length === 0) return { folder, files };
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  options.report.announce(
    `Downloading ${known.name} (${megabytes(bytes)}) from ${
      archiveHost(options.url)
    } to "${folder}".`,
  );
  return { folder, files: await downloadFiles(files, folder, options) };
}
