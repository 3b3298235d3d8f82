/**
 * Named float32 arrays and their description in one file, in the safetensors format
 * (https://huggingface.co/docs/safetensors): 8 bytes of header length, a JSON header, the values.
 */

import { z } from "zod";
import type { NamedArray } from "./trainer.ts";

/** What a safetensors file holds. */
export interface Safetensors {
  readonly arrays: readonly NamedArray[];
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

const entrySchema = z.object({
  dtype: z.literal("F32"),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

const headerSchema = z.object({ __metadata__: z.record(z.string(), z.string()).default({}) })
  .catchall(entrySchema);

const LENGTH_BYTES = 8;

/** Returns the file's bytes: little-endian, values in the order of `arrays`. */
export function serializeSafetensors({ arrays, metadata }: Safetensors): Uint8Array<ArrayBuffer> {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const { name, shape, values } of arrays) {
    header[name] = {
      dtype: "F32",
      shape,
      data_offsets: [offset, offset + values.byteLength],
    };
    offset += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // The format pads the header with spaces, so that the values are aligned.
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  bytes.set(text, LENGTH_BYTES);
  let position = LENGTH_BYTES + headerLength;
  for (const { values } of arrays) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), position);
    position += values.byteLength;
  }
  return bytes;
}

/**
 * Parses a file of float32 arrays.
 *
 * @throws {SyntaxError} when the bytes are not such a file, or not a whole one.
 */
export function parseSafetensors(bytes: Uint8Array<ArrayBuffer>): Safetensors {
  const headerEnd = readHeaderEnd(bytes);
  const parsed = headerSchema.safeParse(parseJson(bytes.subarray(LENGTH_BYTES, headerEnd)));
  if (!parsed.success) {
    throw new SyntaxError("Cannot parse safetensors: expected a header of float32 arrays");
  }
  const { __metadata__: metadata, ...entries } = parsed.data;
  const arrays = Object.entries(entries).map(([name, { shape, data_offsets: [start, end] }]) => {
    const size = shape.reduce((product, dimension) => product * dimension, 1);
    if (end - start !== 4 * size || headerEnd + end > bytes.length) {
      throw new SyntaxError(
        `Cannot parse safetensors: expected ${4 * size} bytes of "${name}" but found ${
          Math.max(0, Math.min(end, bytes.length - headerEnd) - start)
        }`,
      );
    }
    const values = new Float32Array(bytes.slice(headerEnd + start, headerEnd + end).buffer);
    return { name, shape, values };
  });
  const expected = Math.max(0, ...Object.values(entries).map((entry) => entry.data_offsets[1]));
  if (headerEnd + expected !== bytes.length) {
    throw new SyntaxError(
      `Cannot parse safetensors: expected ${expected} bytes of values but found ${
        bytes.length - headerEnd
      }`,
    );
  }
  return { arrays, metadata };
}

function readHeaderEnd(bytes: Uint8Array<ArrayBuffer>): number {
  if (bytes.length >= LENGTH_BYTES) {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
    if (length <= BigInt(bytes.length - LENGTH_BYTES)) return LENGTH_BYTES + Number(length);
  }
  throw new SyntaxError(
    `Cannot parse safetensors: expected a header but found ${bytes.length} bytes`,
  );
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
