/** The six element types of IDX files, and their big-endian bytes. */

import { Buffer } from "node:buffer";

/** Elements of an IDX file as a typed array of their own type. */
export type IdxData =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** How one element type is written. */
export interface IdxType {
  /** Third byte of the file. */
  readonly code: number;
  /** Bytes an element takes. */
  readonly bytes: number;
  readonly create: (buffer: ArrayBuffer) => IdxData;
}

const TYPES: readonly IdxType[] = [
  { code: 0x08, bytes: 1, create: (buffer) => new Uint8Array(buffer) },
  { code: 0x09, bytes: 1, create: (buffer) => new Int8Array(buffer) },
  { code: 0x0b, bytes: 2, create: (buffer) => new Int16Array(buffer) },
  { code: 0x0c, bytes: 4, create: (buffer) => new Int32Array(buffer) },
  { code: 0x0d, bytes: 4, create: (buffer) => new Float32Array(buffer) },
  { code: 0x0e, bytes: 8, create: (buffer) => new Float64Array(buffer) },
];

const UINT8 = TYPES[0];

/** Returns the element type with a type code, or undefined when the format has none. */
export function idxTypeByCode(code: number): IdxType | undefined {
  return TYPES.find((type) => type.code === code);
}

/** Returns the element type in which a typed array is written. */
export function idxTypeOf(data: IdxData): IdxType {
  const kind = Object.prototype.toString.call(data);
  const found = TYPES.find((type) =>
    Object.prototype.toString.call(type.create(new ArrayBuffer(0))) === kind
  );
  if (found === undefined) {
    throw new TypeError(`Cannot serialise an IDX file: expected a typed array but found ${kind}`);
  }
  return found;
}

/**
 * Returns the elements that big-endian `bytes` hold.
 *
 * Unsigned bytes are not copied: the array looks into the memory of `bytes`.
 */
export function decodeElements(type: IdxType, bytes: Uint8Array<ArrayBuffer>): IdxData {
  if (type === UINT8) return bytes;
  return type.create(inPlatformOrder(bytes, type.bytes).buffer);
}

/** Writes `data` as big-endian elements into `target`, which has exactly their size. */
export function encodeElements(
  type: IdxType,
  data: IdxData,
  target: Uint8Array<ArrayBuffer>,
): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  target.set(type.bytes === 1 ? bytes : inPlatformOrder(bytes, type.bytes));
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Copies elements between big-endian and this machine's order: on most machines, reversed. */
function inPlatformOrder(
  bytes: Uint8Array<ArrayBuffer>,
  elementBytes: number,
): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  if (!IS_LITTLE_ENDIAN) return copy;
  const elements = Buffer.from(copy.buffer);
  if (elementBytes === 2) elements.swap16();
  if (elementBytes === 4) elements.swap32();
  if (elementBytes === 8) elements.swap64();
  return copy;
}
