/** What tests of downloads share: a zip file, a server for it, an empty folder. */

import { assertEquals } from "@std/assert";
import { join } from "node:path";
import {
  downloadFiles,
  type DownloadOptions,
} from "../../../lib/datasets/download/download_files.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";
import {
  type Behaviour,
  exampleFile,
  keepReport,
  type KeptReport,
  serveZip,
  zipOf,
  type ZipServer,
} from "./zip_server.ts";

export const IMAGES = exampleFile("emnist-example-train-images-idx3-ubyte.gz", 700_000);
export const LABELS = exampleFile("emnist-example-train-labels-idx1-ubyte.gz", 5_000);
/** A larger file that nobody asks for. */
export const OTHER = exampleFile("emnist-other-train-images-idx3-ubyte.gz", 3_000_000);
export const ZIP = await zipOf([OTHER, IMAGES, LABELS]);
export const WANTED = [IMAGES.published, LABELS.published];

/** What a test needs: a server, an empty folder and a way to download from one into the other. */
export interface Scene {
  readonly server: ZipServer;
  readonly folder: string;
  readonly report: KeptReport;
  readonly download: (options?: Partial<DownloadOptions>) => Promise<readonly unknown[]>;
}

/** Runs `body` with a server that behaves as told. */
export async function withScene(
  behave: Behaviour,
  body: (scene: Scene) => Promise<void>,
  zip = ZIP,
): Promise<void> {
  await using server = serveZip(zip, behave);
  await withTemporaryFolder(async (folder) => {
    const report = keepReport();
    const options = { report, url: server.url, pauseMilliseconds: 1 };
    const download = (changes: Partial<DownloadOptions> = {}) =>
      downloadFiles(WANTED, folder, { ...options, ...changes });
    await body({ server, folder, report, download });
  });
}

/** Lists the files of a folder that are not hidden, sorted. */
export async function filesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) names.push(entry.name);
  return names.filter((name) => !name.startsWith(".")).sort();
}

/** Asserts that a folder holds the wanted files and nothing else. */
export async function assertComplete(folder: string): Promise<void> {
  assertEquals(await filesIn(folder), [IMAGES.published.name, LABELS.published.name]);
  assertEquals(await Deno.readFile(join(folder, IMAGES.published.name)), IMAGES.bytes);
  assertEquals(await Deno.readFile(join(folder, LABELS.published.name)), LABELS.bytes);
}

/** How many bytes a server was asked for, in requests for parts. */
export function bytesAsked(server: ZipServer): number {
  return server.requests.reduce((sum, { range }) => {
    const [start, last] = range.split("-").map(Number);
    return sum + last - start + 1;
  }, 0);
}
