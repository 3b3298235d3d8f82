/**
 * Fetching files out of a zip file so that an interruption at any moment loses nothing.
 *
 * Packed bytes are appended to `NAME.partial` as they arrive; the next run asks the archive for the
 * rest only. The unpacked file takes its name when its digest is right.
 */

import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import { writeFileAtomically } from "../../machine/atomic_write.ts";
import { statIfPresent } from "../../machine/existing_path.ts";
import { sha256OfBytes } from "../../machine/sha256.ts";
import type { PublishedFile } from "../published_files.ts";
import type { Archive } from "./archive.ts";
import { readAtMost } from "./http.ts";
import { DownloadError } from "./tries.ts";

/** A file inside a zip file. */
export type ZipMember = Pick<
  FileEntry,
  "offset" | "compressedSize" | "compressionMethod" | "uncompressedSize"
>;

/** Reads a part of the zip file's tables into memory. */
type ReadTable = (start: number, end: number) => Promise<Uint8Array>;

/**
 * Lists the files of a zip file by their names without folders.
 *
 * @throws {DownloadError} when it is not a sound zip file; what `readTable` throws passes through.
 */
export async function listZipMembers(
  { name, size }: Archive,
  readTable: ReadTable,
): Promise<Map<string, ZipMember>> {
  const reader = new TableReader(size, readTable);
  try {
    const entries = await new ZipReader(reader).getEntries();
    return new Map(
      entries.flatMap((entry) =>
        entry.directory ? [] : [[entry.filename.replace(/^.*\//, ""), entry]]
      ),
    );
  } catch (error) {
    throw reader.failure ?? new DownloadError(
      `Cannot read the zip file from ${name}: expected a sound table of its files but found ${
        error instanceof Error ? error.message : error
      }`,
      { cause: error },
    );
  }
}

/** What zip.js reads the tables from. */
class TableReader extends Reader<ReadTable> {
  /** What a read failed with, which zip.js may have wrapped. */
  failure: unknown = undefined;
  readonly #readTable: ReadTable;

  constructor(size: number, readTable: ReadTable) {
    super(readTable);
    this.#readTable = readTable;
    this.size = size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const end = Math.min(index + length, this.size);
    if (end <= index) return new Uint8Array(0);
    return await this.#readTable(index, end).catch((error: unknown) => {
      this.failure = error;
      throw error;
    });
  }
}

/**
 * Fetches `file` into `folder`, which is there, and checks its digest.
 *
 * `onProgress` takes the packed bytes that are there, what was kept from earlier included.
 *
 * @throws {DownloadError} when the connection breaks (what has arrived is kept) or when the data is
 * not the published file (it is thrown away); the system's errors pass through.
 */
export async function fetchMember(
  file: PublishedFile,
  member: ZipMember,
  archive: Archive,
  folder: string,
  onProgress: (packedBytes: number) => void,
): Promise<void> {
  if (member.uncompressedSize !== file.size) {
    throw new DownloadError(
      `Cannot use "${file.name}" from ${archive.name}: expected ${file.size} bytes but found ${member.uncompressedSize}`,
      { hint: "This is not the archive that NIST publishes: check $EMNIST_URL." },
    );
  }
  const target = join(folder, file.name);
  const packedPath = `${target}.partial`;
  await fetchPacked(packedPath, member, archive, onProgress);
  const bytes = unpack(await Deno.readFile(packedPath), member);
  const found = bytes && sha256OfBytes(bytes);
  if (bytes !== undefined && found === file.sha256) await writeFileAtomically(target, bytes);
  await Deno.remove(packedPath);
  if (found === file.sha256) return;
  throw new DownloadError(
    `Cannot use "${file.name}" from ${archive.name}: expected SHA-256 ${file.sha256} but found ${
      found ?? "damaged data"
    }`,
    {
      canRetry: true,
      hint: "Run the same command again, or give another mirror with $EMNIST_URL.",
    },
  );
}

/** Appends to the file at `path` what is missing of a member's packed bytes. */
async function fetchPacked(
  path: string,
  member: ZipMember,
  archive: Archive,
  onProgress: (packedBytes: number) => void,
): Promise<void> {
  const size = member.compressedSize;
  const keptSize = (await statIfPresent(path))?.size ?? 0;
  let kept = keptSize > size ? 0 : keptSize;
  using file = await Deno.open(path, { create: true, write: true, truncate: kept === 0 });
  await file.seek(kept, Deno.SeekMode.Start);
  onProgress(kept);
  if (kept === size) return;
  const start = await packedStart(member, archive);
  for await (const chunk of archive.read(start + kept, start + size)) {
    const wanted = chunk.subarray(0, size - kept);
    await writeAll(file, wanted);
    kept += wanted.length;
    onProgress(kept);
    if (kept === size) return;
  }
  throw new DownloadError(
    `Cannot read from ${archive.name} to the end: expected ${size} bytes but found ${kept}`,
    { canRetry: true, hint: "Run the same command again: it goes on from here." },
  );
}

/** A local header has 30 bytes, then a name and extra fields whose lengths stand at 26 and 28. */
async function packedStart({ offset }: ZipMember, archive: Archive): Promise<number> {
  const header = await readAtMost(archive.read(offset, offset + 30), 30);
  const view = new DataView(header.buffer);
  return offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
}

/** Returns a member's bytes, or undefined when its packed bytes are damaged. */
function unpack(packed: Uint8Array<ArrayBuffer>, member: ZipMember): Uint8Array | undefined {
  if (member.compressionMethod === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: member.uncompressedSize });
  } catch {
    return undefined;
  }
}

/** Writes a whole chunk; a single write may take less. */
export async function writeAll(file: Deno.FsFile, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.length) written += await file.write(chunk.subarray(written));
}
