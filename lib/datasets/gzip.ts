/** Gzip data in memory, unpacked with a known limit so that no file can ask for endless memory. */

import { constants, gunzipSync, type ZlibOptions } from "node:zlib";

/**
 * Deflate cannot shrink data to less than about 1/1032 of its length: a match of 258 bytes costs at
 * least two bits. Source: zlib, "Technical Details", https://zlib.net/zlib_tech.html.
 */
export const HIGHEST_DEFLATE_RATIO = 1032;

const FIRST_START_BYTES = 4096;
const START_UNPACKED_BYTES = 4096;

/** Tells whether `bytes` begin with gzip's two marks, 0x1f 0x8b (RFC 1952, section 2.3.1). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks the first bytes of a gzip file, at least 4 KiB of them where it holds so many; the file
 * may end anywhere.
 *
 * @throws {SyntaxError} that starts with `failure` when these bytes are damaged.
 */
export function gunzipStart(bytes: Uint8Array, failure: string): Uint8Array<ArrayBuffer> {
  // Gzip's own header may hold a file name or a comment of any length before the data.
  for (let length = FIRST_START_BYTES;; length *= 16) {
    const start = bytes.subarray(0, length);
    const unpacked = unpack(start, { finishFlush: constants.Z_SYNC_FLUSH }, failure);
    if (unpacked.length >= START_UNPACKED_BYTES || length >= bytes.length) return unpacked;
  }
}

/**
 * Unpacks a whole gzip file of which `length` bytes are expected, into memory of that size.
 *
 * Returns fewer bytes when there are fewer, and one byte more than `length` when there are more.
 *
 * @throws {SyntaxError} that starts with `failure` when the data is cut off or damaged.
 */
export function gunzip(
  bytes: Uint8Array,
  length: number,
  failure: string,
): Uint8Array<ArrayBuffer> {
  // One chunk that takes everything spares zlib a second copy of the data.
  const room = Math.max(length + 1, constants.Z_MIN_CHUNK);
  try {
    const unpacked = unpack(bytes, { chunkSize: room, maxOutputLength: room }, failure);
    return unpacked.subarray(0, length + 1);
  } catch (error) {
    if (errorCode(error) !== "ERR_BUFFER_TOO_LARGE") throw error;
    return new Uint8Array(length + 1);
  }
}

function unpack(
  bytes: Uint8Array,
  options: ZlibOptions,
  failure: string,
): Uint8Array<ArrayBuffer> {
  try {
    const unpacked = gunzipSync(bytes, options);
    const { buffer, byteOffset, length } = unpacked;
    if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer, byteOffset, length);
    return new Uint8Array(unpacked);
  } catch (error) {
    const code = errorCode(error);
    if (code === "Z_BUF_ERROR") {
      throw new SyntaxError(
        `${failure}: expected complete gzip data but found its end missing after ${bytes.length} bytes`,
      );
    }
    if (code === "Z_DATA_ERROR") {
      throw new SyntaxError(`${failure}: expected sound gzip data but found damage in it`);
    }
    throw error;
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
