/** Downloading an official data set by its name, as far as it is not on this machine yet. */

import { closest } from "fastest-levenshtein";
import { megabytes } from "../../machine/disk_space.ts";
import { isFolder } from "../../machine/existing_path.ts";
import { UserError } from "../../user_error.ts";
import { dataRoots, downloadFolder, scanFolders } from "../data_folders.ts";
import type { Split } from "../dataset.ts";
import { examineSplit } from "../inventory.ts";
import type { PublishedFile } from "../published_files.ts";
import { findKnownDataset, OFFICIAL_NAMES, publishedFilesOf, splitFileNames } from "../splits.ts";
import { archiveUrl } from "./archive.ts";
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
 * Downloads those splits of an official data set that no data folder holds verified, with its mapping.
 *
 * With `dataFolder`, only that folder counts. Throws a UserError when `name` is no official data set,
 * and like {@linkcode downloadFiles}.
 */
export async function downloadDataset(
  name: string,
  options: DownloadDatasetOptions,
): Promise<DownloadedDataset> {
  const known = findKnownDataset(name);
  if (!known?.official) {
    throw new UserError(
      `Cannot download "${name}": expected one of ${OFFICIAL_NAMES.join(", ")}`,
      { hint: `Did you mean "${closest(name, [...OFFICIAL_NAMES])}"?` },
    );
  }
  const folder = downloadFolder(options.dataFolder);
  const given = await isFolder(folder) ? [folder] : [];
  const roots = options.dataFolder === undefined ? await dataRoots() : given;
  const folders = await scanFolders(roots);
  const isWanted = new Set<string>();
  for (const split of options.splits ?? ["train", "test"] as const) {
    if ((await examineSplit(known.name, split, folders)).state === "verified") continue;
    const { images, labels, mapping } = splitFileNames(known.stem, split);
    for (const wanted of [`${images}.gz`, `${labels}.gz`, mapping]) isWanted.add(wanted);
  }
  const files = publishedFilesOf(known).filter((file) => isWanted.has(file.name));
  if (files.length === 0) return { folder, files };
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const host = URL.parse(archiveUrl(options.url))?.host || "the archive";
  options.report.announce(
    `Downloading ${known.name} (${megabytes(bytes)}) from ${host} to "${folder}".`,
  );
  return { folder, files: await downloadFiles(files, folder, options) };
}
