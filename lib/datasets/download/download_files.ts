/**
 * Downloading official EMNIST: only the files that are needed, out of the zip file of 562 MB.
 *
 * `$EMNIST_URL` names another copy of that file: a mirror, or `file:///…/gzip.zip`.
 */

import { join } from "node:path";
import { megabytes, missingSpace } from "../../machine/disk_space.ts";
import { isFile, isFolder } from "../../machine/existing_path.ts";
import { withFileLock } from "../../machine/file_lock.ts";
import { sha256OfFile } from "../../machine/sha256.ts";
import { isFullDisk, isRefusal } from "../../machine/system_error.ts";
import { UserError } from "../../user_error.ts";
import type { PublishedFile } from "../published_files.ts";
import {
  type Archive,
  archiveUrl,
  openArchive,
  openArchiveFile,
  type WholeArchive,
} from "./archive.ts";
import { readAtMost } from "./http.ts";
import { DownloadError, type Patience, withTries } from "./tries.ts";
import { fetchMember, listZipMembers, writeAll, type ZipMember } from "./zip_member.ts";

/** The file name under which progress is told when a server sends the archive only as a whole. */
export const WHOLE_ARCHIVE = "gzip.zip";

/** Where a download stands. */
export interface DownloadProgress {
  /** Name of the file that is arriving: a data file or {@linkcode WHOLE_ARCHIVE}. */
  readonly fileName: string;
  /** Bytes that are there, of all files together, what was kept from earlier runs included. */
  readonly doneBytes: number;
  /** Bytes of all files together, or undefined when the server does not tell. */
  readonly totalBytes?: number;
}

/** Takes what a download tells. */
export interface DownloadReport {
  /** Takes one line that a user should read. */
  readonly announce: (line: string) => void;
  /** Called for every piece of data that arrives. */
  readonly progress: (progress: DownloadProgress) => void;
  /** Called when a file has its place and its right digest. */
  readonly finished: (file: PublishedFile) => void;
}

/** Options of {@linkcode downloadFiles}; its signal stops the download, what has arrived is kept. */
export interface DownloadOptions extends Patience {
  /** Takes lines and progress. */
  readonly report: DownloadReport;
  /**
   * Address of the zip file.
   *
   * @default {$EMNIST_URL, else NIST's own}
   */
  readonly url?: string;
}

/**
 * Downloads those of `files` that `folder` does not hold with the right digest yet, and returns
 * them.
 *
 * @throws {UserError} when the folder cannot be written to or the disk is full, its subclass
 * DownloadError when the server or its data cannot be used, and the signal's reason when it stops.
 * A folder that was not there is removed again where nothing has arrived.
 */
export async function downloadFiles(
  files: readonly PublishedFile[],
  folder: string,
  options: DownloadOptions,
): Promise<readonly PublishedFile[]> {
  const { announce } = options.report;
  const wasThere = await isFolder(folder);
  try {
    return await withFileLock(
      join(folder, ".download.lock"),
      {
        onWait: () => announce("Another process is downloading to this folder: waiting for it."),
        signal: options.signal,
      },
      async () => {
        const missing: PublishedFile[] = [];
        for (const file of files) if (!await isThere(file, folder, announce)) missing.push(file);
        if (missing.length > 0) await fetchMissing(missing, folder, options);
        return missing;
      },
    );
  } catch (error) {
    if (!wasThere) await Deno.remove(folder).catch(() => {});
    throw isRefusal(error) ? explainRefusal(error, folder) : error;
  }
}

async function fetchMissing(
  files: readonly PublishedFile[],
  folder: string,
  options: DownloadOptions,
): Promise<void> {
  const { report, signal } = options;
  const retrying = <Result>(action: () => Promise<Result>) =>
    withTries(options, report.announce, action);
  const wholePath = join(folder, `${WHOLE_ARCHIVE}.partial`);
  try {
    const opened = await retrying(() =>
      openArchive(archiveUrl(options.url), options, report.announce)
    );
    const archive = "read" in opened
      ? opened
      : await fetchWhole(opened, folder, wholePath, report, retrying);
    const members = await listZipMembers(
      archive,
      (start, end) => retrying(() => readAtMost(archive.read(start, end), end - start)),
    );
    const wanted = files.map((file) => ({ file, member: memberOf(file, members, archive) }));
    const packedSizes = wanted.map(({ member }) => member.compressedSize);
    const totalBytes = packedSizes.reduce((sum, size) => sum + size, 0);
    // The packed and the unpacked form of one file exist side by side until its digest is checked.
    await requireSpace(folder, totalBytes + Math.max(...packedSizes));
    let finishedBytes = 0;
    for (const { file, member } of wanted) {
      await retrying(() =>
        fetchMember(file, member, archive, folder, (packedBytes) => {
          signal?.throwIfAborted();
          const doneBytes = finishedBytes + packedBytes;
          report.progress({ fileName: file.name, doneBytes, totalBytes });
        })
      );
      finishedBytes += member.compressedSize;
      report.finished(file);
    }
  } finally {
    if (await isFile(wholePath)) await Deno.remove(wholePath);
  }
}

/** Fetches the whole zip file, after that was announced. */
async function fetchWhole(
  { host, size, readAll }: WholeArchive,
  folder: string,
  path: string,
  report: DownloadReport,
  retrying: (action: () => Promise<void>) => Promise<void>,
): Promise<Archive> {
  const amount = size === undefined ? "" : ` (${megabytes(size)})`;
  report.announce(`${host} does not send parts of a file: fetching the whole of it${amount}.`);
  await requireSpace(folder, size ?? 0);
  await retrying(async () => {
    using file = await Deno.open(path, { create: true, write: true, truncate: true });
    let doneBytes = 0;
    for await (const chunk of readAll()) {
      await writeAll(file, chunk);
      doneBytes += chunk.length;
      report.progress({ fileName: WHOLE_ARCHIVE, doneBytes, totalBytes: size });
    }
    if (size === undefined || doneBytes === size) return;
    throw new DownloadError(
      `Cannot read from ${host} to the end: expected ${size} bytes but found ${doneBytes}`,
      { canRetry: true },
    );
  });
  return await openArchiveFile(path);
}

function memberOf(
  file: PublishedFile,
  members: ReadonlyMap<string, ZipMember>,
  { name }: Archive,
): ZipMember {
  const member = members.get(file.name);
  if (member !== undefined) return member;
  throw new DownloadError(
    `Cannot find "${file.name}" in the zip file from ${name}: expected it among ${members.size} files`,
    { hint: "This is not the archive that NIST publishes: check $EMNIST_URL." },
  );
}

async function isThere(
  file: PublishedFile,
  folder: string,
  announce: (line: string) => void,
): Promise<boolean> {
  const path = join(folder, file.name);
  if (!await isFile(path)) return false;
  if (await sha256OfFile(path) === file.sha256) return true;
  announce(`"${path}" is not the published file: it is fetched again.`);
  return false;
}

async function requireSpace(folder: string, bytes: number): Promise<void> {
  const missing = await missingSpace(folder, bytes);
  if (missing === undefined) return;
  throw new UserError(`Cannot download to "${folder}": ${missing}`, {
    hint: "Free some space, or choose a folder on another disk with --data.",
  });
}

function explainRefusal(error: Error, folder: string): UserError {
  const isFull = isFullDisk(error.message);
  const found = isFull ? "free space but found the disk full" : `access but found ${error.message}`;
  return new UserError(`Cannot write to "${folder}": expected ${found}`, {
    cause: error,
    hint: isFull
      ? "Free some space and run the same command again: what has arrived is kept."
      : "Choose a folder that you may write to with --data.",
  });
}
