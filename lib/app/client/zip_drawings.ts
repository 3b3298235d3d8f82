/// <reference lib="dom" />
/** Saving labelled drawings: a script of its own, which the page need not wait for. */

import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";

/**
 * Returns a zip file of pictures with a table of their characters: what `deno task data --from` takes.
 */
globalThis.zipDrawings = async (drawings) => {
  const writer = new ZipWriter(new BlobWriter("application/zip"), { useWebWorkers: false });
  const rows = drawings.map(({ label }, index) => `${fileName(index)},${csvText(label)}`);
  await writer.add("labels.csv", new TextReader(["file,label", ...rows, ""].join("\n")));
  for (const [index, { png }] of drawings.entries()) {
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
    await writer.add(fileName(index), new Uint8ArrayReader(bytes));
  }
  return await writer.close();
};

function fileName(index: number): string {
  return `${String(index + 1).padStart(4, "0")}.png`;
}

function csvText(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
