/** The files inside a zip file that is read in parts. */

import { configure, type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import { type ByteSource, readAtMost } from "./byte_source.ts";
import { DownloadError } from "./download_error.ts";
import { type TryOptions, withTries } from "./tries.ts";

// Workers would outlive the download, and its decompression is faster than any network.
configure({ useWebWorkers: false });

/** A file inside a zip file. */
export interface ZipMember {
  /** Size inside the zip file, in bytes. */
  readonly packedSize: number;
  /** Size of the file itself, in bytes. */
  readonly size: number;
  /**
   * Unpacks the file into `target`, which is closed at the end.
   *
   * `open` provides the packed bytes: all `packedSize` of them, from `start` of the zip file on.
   * Rejects with what `open`, its stream or `target` fail with, or with zip.js's own error when
   * the packed bytes are damaged.
   */
  readonly unpack: (
    open: (start: number) => ReadableStream<Uint8Array>,
    target: WritableStream<Uint8Array>,
  ) => Promise<void>;
}

/**
 * Lists the files of a zip file by their names without folders. Reads of its tables are tried as
 * often as `tries` says, now and when a member is unpacked; the members' bytes are not.
 *
 * Throws a DownloadError when it is not a sound zip file; failures of the source pass through.
 */
export async function listZipMembers(
  source: ByteSource,
  tries: TryOptions,
): Promise<Map<string, ZipMember>> {
  const reader = new SourceReader(source, tries);
  const zip = new ZipReader(reader);
  try {
    const members = new Map<string, ZipMember>();
    for (const entry of await zip.getEntries()) {
      if (entry.directory) continue;
      members.set(entry.filename.replace(/^.*\//, ""), createMember(entry, reader));
    }
    return members;
  } catch (error) {
    throw reader.failure ?? new DownloadError(
      `Cannot read the zip file from ${source.name}: expected a sound table of its files but found ${
        error instanceof Error ? error.message : error
      }`,
      { cause: error },
    );
  }
}

function createMember(entry: FileEntry, reader: SourceReader): ZipMember {
  return {
    packedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    async unpack(open, target) {
      reader.openMember = open;
      await entry.getData(target, { checkSignature: true });
    },
  };
}

/** What zip.js reads from: small reads go to the source, a member's bytes come from `openMember`. */
class SourceReader extends Reader<ByteSource> {
  /** What the source failed with, which zip.js may have wrapped. */
  failure: unknown = undefined;
  /** Provides the packed bytes of the member that is being unpacked, from an offset on. */
  openMember: ((start: number) => ReadableStream<Uint8Array>) | undefined;
  readonly #source: ByteSource;
  readonly #tries: TryOptions;

  constructor(source: ByteSource, tries: TryOptions) {
    super(source);
    this.#source = source;
    this.#tries = tries;
    this.size = source.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    try {
      const end = Math.min(index + length, this.#source.size);
      if (end <= index) return new Uint8Array(0);
      return await withTries(
        async () => await readAtMost(await this.#source.read(index, end), end - index),
        this.#tries,
      );
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  override createReadable(options: { offset?: number; size?: number } = {}) {
    if (this.openMember === undefined) return super.createReadable(options);
    return this.openMember(options.offset ?? 0);
  }
}
