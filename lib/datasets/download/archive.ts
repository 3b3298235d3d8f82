/** NIST's zip file, read in parts: from a server by HTTP ranges (RFC 9110), or from the disk. */

import { fileURLToPath } from "node:url";
import { UserError } from "../../user_error.ts";
import { type HttpAnswer, readAtMost, sendRequest } from "./http.ts";
import { DownloadError, type Patience } from "./tries.ts";

/** Where NIST publishes EMNIST. */
const OFFICIAL_URL = "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip";

/** Returns the address of the zip file: `url`, else `$EMNIST_URL`, else NIST's own. */
export function archiveUrl(url?: string): string {
  return url ?? (Deno.env.get("EMNIST_URL") || OFFICIAL_URL);
}

/** Returns the host of the zip file, or a word for it where it lies on the disk. */
export function archiveHost(url?: string): string {
  return URL.parse(archiveUrl(url))?.host || "the archive";
}

/** A zip file that can be read in parts. */
export interface Archive {
  /** What errors call it: a host or a path. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Yields the bytes from `start` up to and not including `end`, in order. */
  readonly read: (start: number, end: number) => AsyncIterable<Uint8Array>;
}

/** A zip file on a server that sends it only as a whole. */
export interface WholeArchive {
  readonly host: string;
  /** Size in bytes, where the server tells it. */
  readonly size?: number;
  /** Requests the whole file and yields its bytes; throws like {@linkcode openArchive}. */
  readonly readAll: () => AsyncIterable<Uint8Array>;
}

const MOST_REDIRECTS = 5;
/** As much of a page as is needed to name it. */
const START_BYTES = 2048;
const MIRROR_HINT =
  "Is there a sign-in page on this network? A mirror can be given with $EMNIST_URL, and data/README.md says how to fetch the files by hand.";

/**
 * Opens the zip file at an `http:`, `https:` or `file:` URL, after up to five redirects, each of
 * which is told to `announce`.
 *
 * @throws {UserError} when `url` is none of these or names no file that can be read, and a
 * DownloadError when the host cannot be reached, answers with an error, or sends something else.
 */
export async function openArchive(
  url: string,
  patience: Patience,
  announce: (line: string) => void,
): Promise<Archive | WholeArchive> {
  const parsed = URL.parse(url);
  if (parsed?.protocol === "file:") return await openFileUrl(parsed);
  if (parsed !== null && /^https?:$/.test(parsed.protocol)) {
    return await openHttp(parsed, patience, announce);
  }
  throw new UserError(`Cannot download EMNIST: expected a web address but found "${url}"`, {
    hint: "Set EMNIST_URL to an https:, http: or file: address, or unset it.",
  });
}

/** Opens a zip file on the disk; the system's error passes through. */
export async function openArchiveFile(path: string): Promise<Archive> {
  const { size } = await Deno.stat(path);
  return {
    name: path,
    size,
    async *read(start, end) {
      using file = await Deno.open(path);
      await file.seek(start, Deno.SeekMode.Start);
      const chunk = new Uint8Array(1 << 18);
      for (let left = end - start; left > 0;) {
        const count = await file.read(chunk.subarray(0, left));
        if (count === null) return;
        left -= count;
        yield chunk.slice(0, count);
      }
    },
  };
}

async function openFileUrl(url: URL): Promise<Archive> {
  let found = "a folder or a device";
  try {
    const path = fileURLToPath(url);
    // Opened here, so that a fault of this file is not taken for one of the target folder.
    using file = await Deno.open(path);
    if ((await file.stat()).isFile) return await openArchiveFile(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    found = error.message;
  }
  throw new UserError(`Cannot read EMNIST from "${url}": expected a zip file but found ${found}`, {
    hint: "Correct or unset EMNIST_URL.",
  });
}

async function openHttp(
  asked: URL,
  patience: Patience,
  announce: (line: string) => void,
): Promise<Archive | WholeArchive> {
  const { answer, url } = await followRedirects(asked, patience, announce);
  const start = await readAtMost(answer.read(), START_BYTES);
  checkStatus(answer.status, url);
  // A zip file with content starts with a local file header, PK and 3, 4.
  if (![0x50, 0x4b, 3, 4].every((byte, index) => start[index] === byte)) {
    throw new DownloadError(
      `Cannot download EMNIST from ${url}: expected a zip file but found ${
        describe(answer.headers, start)
      }`,
      { hint: MIRROR_HINT },
    );
  }
  const size = Number(/^bytes 0-\d+\/(\d+)$/.exec(answer.headers.get("content-range") ?? "")?.[1]);
  if (answer.status === 206 && !Number.isNaN(size)) {
    return { name: url.host, size, read: (start, end) => readRange(url, start, end, patience) };
  }
  const length = answer.status === 200 ? answer.headers.get("content-length") : null;
  return {
    host: url.host,
    size: length === null ? undefined : Number(length),
    async *readAll() {
      const answer = await sendRequest(url, { "accept-encoding": "identity" }, patience);
      await refuseOthers(answer, url, answer.status === 200);
      yield* answer.read();
    },
  };
}

async function* readRange(
  url: URL,
  start: number,
  end: number,
  patience: Patience,
): AsyncGenerator<Uint8Array> {
  const answer = await sendRequest(url, { range: `bytes=${start}-${end - 1}` }, patience);
  const range = answer.headers.get("content-range") ?? "no range";
  const isThis = answer.status === 206 && range.startsWith(`bytes ${start}-`);
  await refuseOthers(answer, url, isThis);
  if (!isThis) {
    throw new DownloadError(
      `Cannot read from ${url.host}: expected the bytes from ${start} but found ${range}`,
      { canRetry: true },
    );
  }
  yield* answer.read();
}

/** Cancels an answer that is not the one that was asked for, and throws where its status tells why. */
async function refuseOthers(answer: HttpAnswer, url: URL, isWanted: boolean): Promise<void> {
  if (isWanted) return;
  await answer.cancel();
  checkStatus(answer.status, url);
}

async function followRedirects(
  asked: URL,
  patience: Patience,
  announce: (line: string) => void,
): Promise<{ answer: HttpAnswer; url: URL }> {
  const refuse = (found: string) =>
    new DownloadError(
      `Cannot download EMNIST from ${url}: expected a zip file but found ${found}`,
      { hint: MIRROR_HINT },
    );
  let url = asked;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await sendRequest(url, { range: `bytes=0-${START_BYTES - 1}` }, patience);
    const location = answer.headers.get("location");
    if (answer.status < 300 || answer.status > 399 || location === null) return { answer, url };
    await answer.cancel();
    const target = URL.parse(location, url);
    if (target === null || !/^https?:$/.test(target.protocol)) {
      throw refuse(`a redirect to "${location}"`);
    }
    announce(`${url.host} redirects to ${target}`);
    url = target;
  }
  throw refuse(`more than ${MOST_REDIRECTS} redirects`);
}

function checkStatus(status: number, url: URL): void {
  if (status === 200 || status === 206) return;
  throw new DownloadError(
    `Cannot download EMNIST from ${url}: expected a zip file but found HTTP status ${status}`,
    {
      // RFC 9110: 408 and 5xx are the server's passing troubles; RFC 6585: 429 asks for a pause.
      canRetry: status === 408 || status === 429 || status >= 500,
      hint: status === 407
        ? "The proxy asks for a password: set HTTPS_PROXY to http://user:password@host:port."
        : MIRROR_HINT,
    },
  );
}

function describe(headers: Headers, start: Uint8Array): string {
  const text = new TextDecoder().decode(start);
  const type = headers.get("content-type")?.split(";")[0] ?? "data of no type";
  if (!/<html|<!doctype html/i.test(text)) return `${start.length} bytes or more of ${type}`;
  const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1].trim();
  return title ? `the web page "${title}"` : "a web page";
}
