/**
 * Downloading official EMNIST: only the files that are needed, out of the zip file of 562 MB.
 *
 * `$EMNIST_URL` names another copy of that file: a mirror, or `file:///…/gzip.zip`.
 */

import { join } from "node:path";
import { withFileLock } from "../machine/file_lock.ts";
import { sha256OfFile } from "../machine/sha256.ts";
import { UserError } from "../user_error.ts";
import { archiveUrl, checkSpace, openArchive, removeLeftWhole } from "./download/archive.ts";
import type { ByteSource } from "./download/byte_source.ts";
import { DownloadError } from "./download/download_error.ts";
import type { DownloadReport } from "./download/download_report.ts";
import { fetchMember } from "./download/fetch_member.ts";
import { withTries } from "./download/tries.ts";
import { listZipMembers, type ZipMember } from "./download/zip_members.ts";
import type { PublishedFile } from "./published_files.ts";

/** Options of {@linkcode downloadFiles}. */
export interface DownloadOptions {
  /** Takes lines and progress. */
  readonly report: DownloadReport;
  /** Stops the download; what has arrived is kept. */
  readonly signal?: AbortSignal;
  /**
   * Address of the zip file.
   *
   * @default {$EMNIST_URL, else NIST's own}
   */
  readonly url?: string;
  /**
   * How often each step is tried.
   *
   * @default {3}
   */
  readonly tries?: number;
  /**
   * Milliseconds before the second try; each further pause is twice as long.
   *
   * @default {1000}
   */
  readonly pauseMilliseconds?: number;
  /**
   * Milliseconds until a server must have answered.
   *
   * @default {10000}
   */
  readonly connectMilliseconds?: number;
  /**
   * Milliseconds that an answer may pause.
   *
   * @default {30000}
   */
  readonly stallMilliseconds?: number;
}

/**
 * Downloads those of `files` that `folder` does not hold with the right digest yet, and returns them.
 *
 * Each file appears under its name only when it is whole and verified. What an interruption leaves
 * is continued by the next call. Of processes that start together one downloads, the others wait.
 * Throws a UserError when the folder cannot be written to or the disk is full, its subclass
 * DownloadError when the server or its data cannot be used, and the signal's reason when it stops.
 */
export async function downloadFiles(
  files: readonly PublishedFile[],
  folder: string,
  options: DownloadOptions,
): Promise<readonly PublishedFile[]> {
  const { announce } = options.report;
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
    throw wordSystemError(error, folder);
  }
}

async function fetchMissing(
  files: readonly PublishedFile[],
  folder: string,
  options: DownloadOptions,
): Promise<void> {
  const { report } = options;
  const patience = {
    ...options,
    announce: report.announce,
    tries: options.tries ?? 3,
    pauseMilliseconds: options.pauseMilliseconds ?? 1000,
    connectMilliseconds: options.connectMilliseconds ?? 10_000,
    stallMilliseconds: options.stallMilliseconds ?? 30_000,
  };
  await removeLeftWhole(folder);
  await using archive = await openArchive(archiveUrl(options.url), { ...patience, folder });
  const { source } = archive;
  const members = await listZipMembers(source, patience);
  const wanted = files.map((file) => ({ file, member: memberOf(file, members, source) }));
  const packedSizes = wanted.map(({ member }) => member.packedSize);
  const totalBytes = packedSizes.reduce((sum, size) => sum + size, 0);
  // The packed and the unpacked form of one file exist side by side until its digest is checked.
  await checkSpace(folder, totalBytes + Math.max(...packedSizes));
  let finishedBytes = 0;
  for (const { file, member } of wanted) {
    await withTries(() =>
      fetchMember(file, member, source, folder, (packedBytes) => {
        options.signal?.throwIfAborted();
        const doneBytes = finishedBytes + packedBytes;
        report.progress({ fileName: file.name, doneBytes, totalBytes });
      }), patience);
    finishedBytes += member.packedSize;
    report.finished(file);
  }
}

function memberOf(
  file: PublishedFile,
  members: ReadonlyMap<string, ZipMember>,
  source: ByteSource,
): ZipMember {
  const member = members.get(file.name);
  if (member !== undefined) return member;
  throw new DownloadError(
    `Cannot find "${file.name}" in the zip file from ${source.name}: expected it among ${members.size} files`,
    { hint: "This is not the archive that NIST publishes: check $EMNIST_URL." },
  );
}

async function isThere(
  file: PublishedFile,
  folder: string,
  announce: (line: string) => void,
): Promise<boolean> {
  const path = join(folder, file.name);
  try {
    if (await sha256OfFile(path) === file.sha256) return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  announce(`"${path}" is not the published file: it is fetched again.`);
  return false;
}

function wordSystemError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError || !("code" in error)) return error;
  if (error.code === "ENOSPC") {
    return new UserError(
      `Cannot write to "${folder}": expected free space but found the disk full`,
      {
        cause: error,
        hint: "Free some space and run the same command again: what has arrived is kept.",
      },
    );
  }
  if (typeof error.code !== "string" || !/^E[A-Z]+$/.test(error.code)) return error;
  return new UserError(`Cannot write to "${folder}": expected access but found ${error.message}`, {
    cause: error,
    hint: "Choose a folder that you may write to with --data.",
  });
}
