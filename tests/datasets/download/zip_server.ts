/** A web server on this machine that serves a zip file, well or badly, and writes down what was asked. */

import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import type { DownloadReport } from "../../../lib/datasets/download/download_files.ts";
import type { PublishedFile } from "../../../lib/datasets/published_files.ts";
import { createRandom } from "../../../lib/random.ts";
import { sha256OfBytes } from "../../../lib/machine/sha256.ts";

/** A file to be put into a zip file, and what is published about it. */
export interface ExampleFile {
  readonly published: PublishedFile;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Creates a file of random bytes, which do not shrink. */
export function exampleFile(name: string, size: number): ExampleFile {
  const random = createRandom(size);
  const bytes = Uint8Array.from({ length: size }, () => random.integer(256));
  return { published: { name, official: true, sha256: sha256OfBytes(bytes), size }, bytes };
}

/** Zips files into a folder `gzip/`, as NIST does. */
export async function zipOf(
  files: readonly ExampleFile[],
  level = 6,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { level });
  for (const { published, bytes } of files) {
    await writer.add(`gzip/${published.name}`, new Uint8ArrayReader(bytes));
  }
  return new Uint8Array(await writer.close());
}

/** A request as the server saw it. */
export interface SeenRequest {
  readonly path: string;
  /** The bytes asked for, such as `0-3`, or an empty string for the whole. */
  readonly range: string;
}

/** How a server answers; `undefined` leaves the request to the well-behaved part. */
export type Behaviour = (
  request: SeenRequest,
  count: number,
  zip: Uint8Array<ArrayBuffer>,
) => Response | Promise<Response> | undefined;

/** A server that runs until it is disposed of. */
export interface ZipServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
}

/** Serves `zip` in parts at any path, unless `behave` answers otherwise. */
export function serveZip(
  zip: Uint8Array<ArrayBuffer>,
  behave: Behaviour = () => undefined,
): ZipServer {
  const requests: SeenRequest[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const range = request.headers.get("range")?.replace("bytes=", "") ?? "";
    const seen = { path: new URL(request.url).pathname, range };
    requests.push(seen);
    return behave(seen, requests.length, zip) ?? part(zip, range);
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/gzip.zip`,
    requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Answers with the part that a range asks for, or with the whole. */
export function part(zip: Uint8Array<ArrayBuffer>, range: string): Response {
  if (range === "") return new Response(zip, { headers: { "content-type": "application/zip" } });
  const [start, last] = range.split("-").map(Number);
  const end = Math.min(last + 1, zip.length);
  return new Response(zip.subarray(start, end), {
    status: 206,
    headers: { "content-range": `bytes ${start}-${end - 1}/${zip.length}` },
  });
}

/** Answers with the first `length` bytes of what was asked for, then breaks the connection. */
export function brokenPart(zip: Uint8Array<ArrayBuffer>, range: string, length: number): Response {
  const whole = part(zip, range);
  const [start, last] = range === "" ? [0, zip.length - 1] : range.split("-").map(Number);
  const promised = Math.min(last + 1, zip.length) - start;
  const headers = new Headers(whole.headers);
  headers.set("content-length", `${promised}`);
  return new Response(ReadableStream.from([zip.subarray(start, start + length)]), {
    status: whole.status,
    headers,
  });
}

/** A report that keeps everything it is told. */
export interface KeptReport extends DownloadReport {
  readonly lines: string[];
  readonly finishedNames: string[];
  readonly doneBytes: number[];
}

/** Creates a report that keeps everything it is told. */
export function keepReport(): KeptReport {
  const [lines, finishedNames, doneBytes]: [string[], string[], number[]] = [[], [], []];
  return {
    lines,
    finishedNames,
    doneBytes,
    announce: (line) => lines.push(line),
    progress: (progress) => doneBytes.push(progress.doneBytes),
    finished: (file) => finishedNames.push(file.name),
  };
}
