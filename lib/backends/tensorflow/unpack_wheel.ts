/** Unpacks chosen files of a wheel, which is a zip file, without holding any of them in memory. */

import { basename, join } from "node:path";
import { Reader, ZipReader } from "@zip.js/zip.js";
import type { PinnedFile } from "./pinned_wheel.ts";

/** Reads a zip file from disk piece by piece. */
class DiskReader extends Reader<Deno.FsFile> {
  readonly #file: Deno.FsFile;

  constructor(file: Deno.FsFile) {
    super(file);
    this.#file = file;
  }

  override async init(): Promise<void> {
    await super.init?.();
    this.size = (await this.#file.stat()).size;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    await this.#file.seek(offset, Deno.SeekMode.Start);
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const count = await this.#file.read(bytes.subarray(filled));
      if (count === null) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  }
}

/**
 * Unpacks `files` of the wheel at `wheelPath` straight into `folder`, under their base names.
 *
 * @param onProgress called with the bytes written so far, of all files together
 * @throws {RangeError} when the wheel lacks a file, or holds it in another size
 */
export async function unpackWheel(
  wheelPath: string,
  folder: string,
  files: readonly PinnedFile[],
  onProgress: (bytes: number) => void,
): Promise<void> {
  using wheel = await Deno.open(wheelPath);
  const zip = new ZipReader(new DiskReader(wheel), { useWebWorkers: false });
  const entries = new Map((await zip.getEntries()).map((entry) => [entry.filename, entry]));
  let finishedBytes = 0;
  for (const { path, bytes } of files) {
    const entry = entries.get(path);
    if (entry === undefined || entry.directory || entry.uncompressedSize !== bytes) {
      throw new RangeError(
        `Cannot unpack "${wheelPath}": expected "${path}" of ${bytes} bytes but found ` +
          (entry === undefined ? "no such file" : `${entry.uncompressedSize} bytes`),
      );
    }
    const target = await Deno.open(join(folder, basename(path)), { write: true, createNew: true });
    const before = finishedBytes;
    await entry.getData(target.writable, {
      // The wheel's own digest has been checked.
      checkSignature: false,
      onprogress: (done, total) => {
        onProgress(before + Math.round(bytes * done / total));
        return undefined;
      },
    });
    finishedBytes += bytes;
    onProgress(finishedBytes);
  }
  await zip.close();
}
