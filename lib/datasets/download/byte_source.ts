/** Bytes that can be read from any place, such as a file on a disk or on a server. */

/** Something of known size that is read in parts. */
export interface ByteSource {
  /** What errors call it: a host or a path. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /**
   * Reads the bytes from `start` up to and not including `end`, in order; read or cancel the stream.
   */
  readonly read: (start: number, end: number) => Promise<ReadableStream<Uint8Array>>;
}

/** Reads all bytes of a stream into memory, at most `limit` of them; the rest is cancelled. */
export async function readAtMost(
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(limit);
  let length = 0;
  for await (const chunk of stream) {
    const part = chunk.subarray(0, limit - length);
    bytes.set(part, length);
    length += part.length;
    if (length === limit) break;
  }
  return bytes.subarray(0, length);
}

/** Opens a file on the disk as a source; the system's error passes through. */
export async function openFileSource(path: string): Promise<ByteSource> {
  const { size } = await Deno.stat(path);
  return {
    name: path,
    size,
    read: (start, end) => Promise.resolve(ReadableStream.from(readFile(path, start, end))),
  };
}

const CHUNK_BYTES = 1 << 18;

async function* readFile(path: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  using file = await Deno.open(path);
  await file.seek(start, Deno.SeekMode.Start);
  yield* readChunks(file, end - start);
}

/** Reads the next `length` bytes of an open file in chunks, fewer where the file ends before. */
export async function* readChunks(
  file: Deno.FsFile,
  length: number,
): AsyncGenerator<Uint8Array> {
  let left = length;
  while (left > 0) {
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, left));
    const count = await file.read(chunk);
    if (count === null) return;
    left -= count;
    yield chunk.subarray(0, count);
  }
}
