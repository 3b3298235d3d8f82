/**
 * The IDX format, in which MNIST and EMNIST are published.
 *
 * Two zero bytes, a type code, the number of dimensions, one big-endian uint32 a dimension, then the
 * elements, big-endian, last dimension fastest. Source: Yann LeCun, Corinna Cortes and Christopher
 * Burges, "The MNIST database of handwritten digits".
 */

import { gzipSync } from "node:zlib";
import { UserError } from "../user_error.ts";
import { gunzip, gunzipStart, HIGHEST_DEFLATE_RATIO, isGzip } from "./gzip.ts";
import {
  decodeElements,
  encodeElements,
  type IdxData,
  idxTypeByCode,
  idxTypeOf,
} from "./idx_types.ts";

/** As much as zlib unpacks in one piece. */
export const MOST_IDX_BYTES = 2 ** 32 - 1;

/** Creates the error for a file of more bytes than can be used here. */
export function tooLarge(failure: string, bytes: number): UserError {
  return new UserError(
    `${failure}: expected at most 4 GiB but found ${(bytes / 2 ** 30).toFixed(1)} GiB`,
    { hint: "Split the data set, or give its images fewer pixels." },
  );
}

/** The content of an IDX file. */
export interface IdxArray {
  /** Length of each dimension, one to 255 of them; the product is `data.length`. */
  readonly shape: readonly number[];
  /** The elements, row-major; the kind of array is the file's element type. */
  readonly data: IdxData;
}

/** Options of {@linkcode parseIdx}. */
export interface ParseIdxOptions {
  /**
   * What errors call the file.
   *
   * @default {"IDX data"}
   */
  readonly name?: string;
  /**
   * The only acceptable first four bytes, as a big-endian number: 2051 for images, 2049 for labels.
   *
   * @default {any that the format allows}
   */
  readonly magic?: number;
}

/** Options of {@linkcode serializeIdx}. */
export interface SerializeIdxOptions {
  /**
   * Whether to compress the file.
   *
   * @default {false}
   */
  readonly gzip?: boolean;
}

/**
 * Parses an IDX file, plain or gzip-compressed (told apart by its first bytes).
 *
 * Single bytes of a plain file are not copied: `data` looks into `bytes`.
 *
 * @throws {SyntaxError} that names the file, what was expected and what was found, for an unknown
 * magic number, no dimensions, fewer or more elements than the header says and cut off or damaged
 * compression, and a UserError for more than 4 GiB. The header is judged before memory for the
 * elements is taken.
 */
export function parseIdx(
  bytes: Uint8Array<ArrayBuffer>,
  options: ParseIdxOptions = {},
): IdxArray {
  const failure = `Cannot parse IDX file "${options.name ?? "IDX data"}"`;
  const packed = isGzip(bytes);
  const start = packed ? gunzipStart(bytes, failure) : bytes;
  const { type, shape, headerLength } = parseHeader(start, options.magic, failure);
  const payloadLength = shape.reduce(
    (product, length) => product * BigInt(length),
    BigInt(type.bytes),
  );
  const room = BigInt(packed ? bytes.length * HIGHEST_DEFLATE_RATIO : bytes.length - headerLength);
  const promised = `expected ${payloadLength} bytes of elements for the shape [${shape}]`;
  if (payloadLength > room) {
    const found = packed ? `${bytes.length} compressed bytes` : `${room}`;
    throw new SyntaxError(`${failure}: ${promised} but found ${found}`);
  }
  const length = headerLength + Number(payloadLength);
  if (length > MOST_IDX_BYTES) throw tooLarge(failure, length);
  const content = packed ? gunzip(bytes, length, failure) : bytes;
  if (content.length !== length) {
    const found = packed && content.length > length ? "more" : `${content.length - headerLength}`;
    throw new SyntaxError(`${failure}: ${promised} but found ${found}`);
  }
  return { shape, data: decodeElements(type, content.subarray(headerLength)) };
}

/**
 * Serialises an array as an IDX file; the element type follows from the kind of `data`.
 *
 * @throws {TypeError} when `shape` does not multiply to `data.length` and a RangeError when it has
 * no dimension, more than 255, or one that is not a whole number from 0 to 2³² - 1.
 */
export function serializeIdx(
  array: IdxArray,
  options: SerializeIdxOptions = {},
): Uint8Array<ArrayBuffer> {
  const { shape, data } = array;
  if (shape.length < 1 || shape.length > 255) {
    throw new RangeError(
      `Cannot serialise an IDX file: expected 1 to 255 dimensions but found ${shape.length}`,
    );
  }
  if (!shape.every((length) => Number.isInteger(length) && length >= 0 && length < 2 ** 32)) {
    throw new RangeError(
      `Cannot serialise an IDX file: expected dimensions from 0 to 2^32 - 1 but found [${shape}]`,
    );
  }
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== data.length) {
    throw new TypeError(
      `Cannot serialise an IDX file: expected ${count} elements for the shape [${shape}] but found ${data.length}`,
    );
  }
  const type = idxTypeOf(data);
  const headerLength = 4 + 4 * shape.length;
  const bytes = new Uint8Array(headerLength + count * type.bytes);
  bytes.set([0, 0, type.code, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((length, index) => view.setUint32(4 + 4 * index, length));
  encodeElements(type, data, bytes.subarray(headerLength));
  return options.gzip ? new Uint8Array(gzipSync(bytes)) : bytes;
}

function parseHeader(bytes: Uint8Array, expectedMagic: number | undefined, failure: string) {
  if (bytes.length < 4) {
    throw new SyntaxError(
      `${failure}: expected a header of 4 bytes or more but found ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  if (expectedMagic !== undefined && magic !== expectedMagic) {
    throw new SyntaxError(`${failure}: expected magic ${expectedMagic} but found ${magic}`);
  }
  const type = idxTypeByCode(bytes[2]);
  if (magic >= 2 ** 16 || type === undefined) {
    throw new SyntaxError(
      `${failure}: expected a magic of two zero bytes, a type code 8, 9 or 11 to 14 and a number of dimensions but found ${magic}`,
    );
  }
  const dimensions = bytes[3];
  if (dimensions === 0) {
    throw new SyntaxError(`${failure}: expected 1 dimension or more but found 0`);
  }
  const headerLength = 4 + 4 * dimensions;
  if (bytes.length < headerLength) {
    throw new SyntaxError(
      `${failure}: expected a header of ${headerLength} bytes for ${dimensions} dimensions but found ${bytes.length}`,
    );
  }
  const shape = Array.from(
    { length: dimensions },
    (_, index) => view.getUint32(4 + 4 * index),
  );
  return { type, shape, headerLength };
}
