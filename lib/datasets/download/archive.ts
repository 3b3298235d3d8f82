/** The official zip file as a source: parts of it from a server, or the whole of it on the disk. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { megabytes, missingSpace } from "../../machine/disk_space.ts";
import { UserError } from "../../user_error.ts";
import { type ByteSource, openFileSource } from "./byte_source.ts";
import { DownloadError } from "./download_error.ts";
import { type DownloadReport, WHOLE_ARCHIVE } from "./download_report.ts";
import { writeAll } from "./fetch_member.ts";
import type { HttpOptions } from "./http_request.ts";
import { type HttpZip, openHttpZip, readWhole } from "./http_source.ts";
import { type TryOptions, withTries } from "./tries.ts";

/** Where NIST publishes EMNIST. */
const OFFICIAL_URL = "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip";

const WHOLE_NAME = `${WHOLE_ARCHIVE}.partial`;

/** Returns the address of the zip file: `url`, else `$EMNIST_URL`, else NIST's own. */
export function archiveUrl(url?: string): string {
  return url ?? (Deno.env.get("EMNIST_URL") || OFFICIAL_URL);
}

/** A zip file that can be read until it is closed. */
export interface Archive extends AsyncDisposable {
  readonly source: ByteSource;
}

/** What {@linkcode openArchive} needs to know. */
export interface ArchiveOptions extends HttpOptions, TryOptions {
  /** Where the whole zip file is kept for the time being, if it must be fetched whole. */
  readonly folder: string;
  readonly report: DownloadReport;
}

/**
 * Opens the zip file at an `http:`, `https:` or `file:` URL.
 *
 * A server that does not send parts is asked for the whole file, after that was announced; closing
 * the archive removes it. Throws a UserError when `url` is none of these or names no file that can be
 * read, and a DownloadError when the server cannot be used.
 */
export async function openArchive(url: string, options: ArchiveOptions): Promise<Archive> {
  const parsed = URL.parse(url);
  if (parsed?.protocol === "file:") return keepOpen(await openLocalFile(parsed));
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new UserError(`Cannot download EMNIST: expected a web address but found "${url}"`, {
      hint: "Set EMNIST_URL to an https:, http: or file: address, or unset it.",
    });
  }
  const zip = await withTries(() => openHttpZip(parsed, options, options.announce), options);
  return zip.parts ? keepOpen(zip.parts) : await fetchWhole(zip, options);
}

/** Removes the whole zip file that a killed process may have left behind. */
export async function removeLeftWhole(folder: string): Promise<void> {
  await Deno.remove(join(folder, WHOLE_NAME)).catch(() => {});
}

/** Throws a UserError when the disk that holds `folder` has less than `bytes` left. */
export async function checkSpace(folder: string, bytes: number): Promise<void> {
  const missing = await missingSpace(folder, bytes);
  if (missing === undefined) return;
  throw new UserError(`Cannot download to "${folder}": ${missing}`, {
    hint: "Free some space, or choose a folder on another disk with --data.",
  });
}

function keepOpen(source: ByteSource): Archive {
  return { source, [Symbol.asyncDispose]: () => Promise.resolve() };
}

async function openLocalFile(url: URL): Promise<ByteSource> {
  const refuse = (found: string, cause?: Error) =>
    new UserError(`Cannot read EMNIST from "${url}": expected a zip file but found ${found}`, {
      hint: "Correct or unset EMNIST_URL.",
      cause,
    });
  try {
    const path = fileURLToPath(url);
    // Opened here, so that a fault of this file is not taken for one of the target folder.
    using file = await Deno.open(path);
    if ((await file.stat()).isFile) return await openFileSource(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw refuse(error.message, error);
  }
  throw refuse("a folder or a device");
}

async function fetchWhole({ url, size }: HttpZip, options: ArchiveOptions): Promise<Archive> {
  const { folder, report } = options;
  const amount = size === undefined ? "" : ` (${megabytes(size)})`;
  report.announce(`${url.host} does not send parts of a file: fetching the whole of it${amount}.`);
  await checkSpace(folder, size ?? 0);
  const path = join(folder, WHOLE_NAME);
  const remove = () => removeLeftWhole(folder);
  try {
    await withTries(async () => {
      using file = await Deno.open(path, { create: true, write: true, truncate: true });
      let doneBytes = 0;
      for await (const chunk of await readWhole(url, options)) {
        await writeAll(file, chunk);
        doneBytes += chunk.length;
        report.progress({ fileName: WHOLE_ARCHIVE, doneBytes, totalBytes: size });
      }
      if (size === undefined || doneBytes === size) return;
      throw new DownloadError(
        `Cannot read from ${url.host} to the end: expected ${size} bytes but found ${doneBytes}`,
        { canRetry: true },
      );
    }, options);
    return { source: await openFileSource(path), [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
