/** A zip file on a web server, read in parts by HTTP range requests (RFC 9110, section 14). */

import { type ByteSource, readAtMost } from "./byte_source.ts";
import { DownloadError } from "./download_error.ts";
import { type HttpAnswer, type HttpOptions, sendRequest } from "./http_request.ts";

/** What a server said when it was asked for the first bytes of a zip file. */
export interface HttpZip {
  /** Where the file is, after redirects. */
  readonly url: URL;
  /** The file in parts, or undefined when the server only sends the whole. */
  readonly parts?: ByteSource;
  /** Size of the whole in bytes, where the server tells it. */
  readonly size?: number;
}

const MOST_REDIRECTS = 5;
/** As much of a page as is needed to name it. */
const START_BYTES = 2048;
const MIRROR_HINT =
  "Is there a sign-in page on this network? A mirror can be given with $EMNIST_URL, and data/README.md says how to fetch the files by hand.";

/**
 * Asks a server for a zip file, follows up to five redirects (each is told to `announce`), and
 * finds out whether the server sends parts of it.
 *
 * Throws a DownloadError when the host cannot be reached, answers with an error or too many
 * redirects, or sends something that is not a zip file.
 */
export async function openHttpZip(
  url: URL,
  options: HttpOptions,
  announce: (line: string) => void,
): Promise<HttpZip> {
  const range = { range: `bytes=0-${START_BYTES - 1}` };
  const { answer, finalUrl } = await followRedirects(url, range, options, announce);
  const start = await readAtMost(answer.body, START_BYTES);
  checkStatus(answer, finalUrl);
  // A zip file with content starts with a local file header, PK and 3, 4.
  if (![0x50, 0x4b, 3, 4].every((byte, index) => start[index] === byte)) {
    throw new DownloadError(
      `Cannot download EMNIST from ${finalUrl}: expected a zip file but found ${
        describe(answer.headers, start)
      }`,
      { hint: MIRROR_HINT },
    );
  }
  const length = Number(answer.headers.get("content-length") ?? NaN);
  if (answer.status === 200) {
    return { url: finalUrl, size: Number.isNaN(length) ? undefined : length };
  }
  const size = Number(/^bytes 0-\d+\/(\d+)$/.exec(answer.headers.get("content-range") ?? "")?.[1]);
  if (Number.isNaN(size)) return { url: finalUrl };
  const read = (from: number, to: number) => readRange(finalUrl, from, to, options);
  return { url: finalUrl, size, parts: { name: finalUrl.host, size, read } };
}

/** Requests the whole file; throws like {@linkcode openHttpZip}. */
export async function readWhole(
  url: URL,
  options: HttpOptions,
): Promise<ReadableStream<Uint8Array>> {
  const answer = await sendRequest(url, { "accept-encoding": "identity" }, options);
  if (answer.status !== 200) await answer.body.cancel();
  checkStatus(answer, url);
  return answer.body;
}

async function readRange(
  url: URL,
  start: number,
  end: number,
  options: HttpOptions,
): Promise<ReadableStream<Uint8Array>> {
  const answer = await sendRequest(url, { range: `bytes=${start}-${end - 1}` }, options);
  const range = answer.headers.get("content-range") ?? "no range";
  if (answer.status === 206 && range.startsWith(`bytes ${start}-`)) return answer.body;
  await answer.body.cancel();
  checkStatus(answer, url);
  throw new DownloadError(
    `Cannot read from ${url.host}: expected the bytes from ${start} but found ${range}`,
    { canRetry: true },
  );
}

async function followRedirects(
  url: URL,
  headers: Record<string, string>,
  options: HttpOptions,
  announce: (line: string) => void,
): Promise<{ answer: HttpAnswer; finalUrl: URL }> {
  let finalUrl = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await sendRequest(finalUrl, headers, options);
    const location = answer.headers.get("location");
    if (answer.status < 300 || answer.status > 399 || location === null) {
      return { answer, finalUrl };
    }
    await answer.body.cancel();
    const target = URL.parse(location, finalUrl);
    if (target === null || !/^https?:$/.test(target.protocol)) {
      throw new DownloadError(
        `Cannot download EMNIST from ${finalUrl}: expected a zip file but found a redirect to "${location}"`,
        { hint: MIRROR_HINT },
      );
    }
    announce(`${finalUrl.host} redirects to ${target}`);
    finalUrl = target;
  }
  throw new DownloadError(
    `Cannot download EMNIST from ${url}: expected a zip file but found more than ${MOST_REDIRECTS} redirects`,
    { hint: MIRROR_HINT },
  );
}

function checkStatus({ status }: HttpAnswer, url: URL): void {
  if (status === 200 || status === 206) return;
  const isProxyRefusal = status === 407;
  throw new DownloadError(
    `Cannot download EMNIST from ${url}: expected a zip file but found HTTP status ${status}`,
    {
      // RFC 9110: 408 and 5xx are the server's passing troubles; RFC 6585: 429 asks for a pause.
      canRetry: status === 408 || status === 429 || status >= 500,
      hint: isProxyRefusal
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
