/** Timing how fast pages are read: by the server, and as the command line does it, in turn. */

import { encode } from "fast-png";
import { createSyntheticDataset } from "../../datasets/synthetic.ts";
import { composePage } from "../../notebook/composed_page.ts";
import { createRandom } from "../../random.ts";
import { decodePictures } from "../../reading/decode_pictures.ts";
import { openReader } from "../../runs/open_reader.ts";
import { UserError } from "../../user_error.ts";

/** Pages a second. */
export interface ReadingSpeeds {
  /** Of the command line, its start left out: one page after the other. */
  readonly commandLine: number;
  /** Of the server, by the number of clients that each wait for their answer. */
  readonly server: ReadonlyMap<number, number>;
}

const CLIENT_COUNTS = [1, 8];

/** The command line and the server take turns so often, so that both see a machine that slows down. */
const ROUNDS = 3;

const LINES = ["READ MY LETTER", "DELIVER 24 BOXES", "ORDER AB472Z", "7 MAY 1926"];

/**
 * Measures both on the same pages of drawn characters, with the model that both take by default.
 *
 * @param url The server's address.
 * @param seconds For each measurement, over all rounds.
 * @throws {UserError} when the server gives no answer.
 */
export async function measureReading(url: string, seconds: number): Promise<ReadingSpeeds> {
  const pages = composePages(8);
  const reader = await openReader({ report: { announce: console.error, progress: () => {} } });
  const readAlone = async (page: Uint8Array<ArrayBuffer>) => {
    for await (const picture of decodePictures(page, "the page")) {
      await reader.read(picture);
    }
  };
  const readByServer = async (body: Uint8Array<ArrayBuffer>) => {
    const headers = { "content-type": "image/png" };
    const response = await fetch(`${url}/v1/read`, { method: "POST", headers, body });
    const text = await response.text();
    if (!response.ok) throw new UserError(`Cannot measure the server: ${text}`);
  };
  for (const page of pages) await Promise.all([readAlone(page), readByServer(page)]);
  const spans = { alone: 0, server: new Map(CLIENT_COUNTS.map((clients) => [clients, 0])) };
  const part = seconds / ROUNDS;
  for (let round = 0; round < ROUNDS; round++) {
    spans.alone += await pagesPerSecond(pages, 1, part, readAlone) / ROUNDS;
    for (const clients of CLIENT_COUNTS) {
      const speed = await pagesPerSecond(pages, clients, part, readByServer);
      spans.server.set(clients, (spans.server.get(clients) ?? 0) + speed / ROUNDS);
    }
  }
  reader.dispose();
  return { commandLine: spans.alone, server: spans.server };
}

/** Composes pages as PNG files. */
function composePages(count: number): Uint8Array<ArrayBuffer>[] {
  const drawn = createSyntheticDataset("test", { imagesPerClass: 8 });
  return Array.from({ length: count }, (_, seed) => {
    const { width, height, pixels } = composePage(drawn, LINES, createRandom(seed), { grain: 4 });
    return Uint8Array.from(encode({ width, height, data: pixels, channels: 1, depth: 8 }));
  });
}

/** Lets so many clients read page after page until the time is over. */
async function pagesPerSecond(
  pages: readonly Uint8Array<ArrayBuffer>[],
  clients: number,
  seconds: number,
  read: (page: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<number> {
  const start = performance.now();
  let done = 0;
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    for (let turn = client; performance.now() - start < 1000 * seconds; turn++) {
      await read(pages[turn % pages.length]);
      done += 1;
    }
  }));
  return 1000 * done / (performance.now() - start);
}
