/**
 * Fetching one file out of a zip file so that an interruption at any moment loses nothing.
 *
 * Packed bytes are appended to `NAME.partial` as they arrive; the next run reads what is there and
 * asks the source for the rest only. The unpacked file takes its name when its digest is right.
 */

import { createHash } from "node:crypto";
import { join } from "node:path";
import type { PublishedFile } from "../published_files.ts";
import { type ByteSource, readChunks } from "./byte_source.ts";
import { DownloadError } from "./download_error.ts";
import type { ZipMember } from "./zip_members.ts";

/**
 * Fetches `file` into `folder` and checks its digest.
 *
 * `onProgress` takes the packed bytes that are there, what was kept from earlier included.
 * Throws a DownloadError when the connection breaks (what has arrived is kept) or when the data is
 * not the published file (it is thrown away); the system's errors pass through.
 */
export async function fetchMember(
  file: PublishedFile,
  member: ZipMember,
  source: ByteSource,
  folder: string,
  onProgress: (packedBytes: number) => void,
): Promise<void> {
  if (member.size !== file.size) {
    throw new DownloadError(
      `Cannot use "${file.name}" from ${source.name}: expected ${file.size} bytes but found ${member.size}`,
      { hint: "This is not the archive that NIST publishes: check $EMNIST_URL." },
    );
  }
  const target = join(folder, file.name);
  const packedPath = `${target}.partial`;
  const unpackedPath = `${target}.unpacked.partial`;
  let sha256: string | undefined;
  try {
    sha256 = await unpackInto(unpackedPath, packedPath, member, source, onProgress);
    if (sha256 === file.sha256) {
      await Deno.rename(unpackedPath, target);
      await Deno.remove(packedPath);
      return;
    }
  } catch (error) {
    // Only the packed bytes are needed to go on.
    await Deno.remove(unpackedPath).catch(() => {});
    throw error;
  }
  await Deno.remove(packedPath);
  await Deno.remove(unpackedPath);
  const found = sha256 === undefined ? "damaged data" : sha256;
  throw new DownloadError(
    `Cannot use "${file.name}" from ${source.name}: expected SHA-256 ${file.sha256} but found ${found}`,
    {
      canRetry: true,
      hint: "Run the same command again, or give another mirror with $EMNIST_URL.",
    },
  );
}

/** Unpacks a member and returns its SHA-256 digest, or undefined when the packed bytes are damaged. */
async function unpackInto(
  unpackedPath: string,
  packedPath: string,
  member: ZipMember,
  source: ByteSource,
  onProgress: (packedBytes: number) => void,
): Promise<string | undefined> {
  const hash = createHash("sha256");
  using packed = await Deno.open(packedPath, { create: true, read: true, write: true });
  using unpacked = await Deno.open(unpackedPath, { create: true, write: true, truncate: true });
  // zip.js may wrap or replace what these streams fail with, so that the cause is kept here.
  let failure: unknown;
  const remember = (error: unknown) => {
    failure ??= error;
    throw error;
  };
  const target = new WritableStream<Uint8Array>({
    write: (chunk) => {
      hash.update(chunk);
      return writeAll(unpacked, chunk).catch(remember);
    },
  });
  const open = (start: number) =>
    ReadableStream.from(
      keepArriving(packed, source, start, member.packedSize, onProgress, remember),
    );
  try {
    await member.unpack(open, target);
  } catch {
    if (failure !== undefined) throw failure;
    return undefined;
  }
  return hash.digest("hex");
}

/** Yields the packed bytes: first those that are kept in the file, then those that are missing. */
async function* keepArriving(
  packed: Deno.FsFile,
  source: ByteSource,
  start: number,
  size: number,
  onProgress: (packedBytes: number) => void,
  remember: (error: unknown) => never,
): AsyncGenerator<Uint8Array> {
  try {
    let kept = (await packed.stat()).size;
    if (kept > size) {
      await packed.truncate();
      kept = 0;
    }
    onProgress(kept);
    yield* readChunks(packed, kept);
    if (kept === size) return;
    for await (const chunk of await source.read(start + kept, start + size)) {
      const wanted = chunk.subarray(0, size - kept);
      await writeAll(packed, wanted);
      kept += wanted.length;
      onProgress(kept);
      yield wanted;
      if (kept === size) return;
    }
    throw new DownloadError(
      `Cannot read from ${source.name} to the end: expected ${size} bytes but found ${kept}`,
      { canRetry: true, hint: "Run the same command again: it goes on from here." },
    );
  } catch (error) {
    remember(error);
  }
}

/** Writes a whole chunk; a single write may take less. */
export async function writeAll(file: Deno.FsFile, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.length) written += await file.write(chunk.subarray(written));
}
