/**
 * Event files, which TensorBoard reads: a list of records, each a protocol buffer in a frame with
 * checksums (TFRecord). Field numbers are those of TensorFlow's `event.proto` and `summary.proto`.
 */

import { crc32c } from "@aws-crypto/crc32c";
import { decode } from "fast-png";
import { hostname } from "node:os";
import { join } from "node:path";
import protobuf from "protobufjs";

const messages = protobuf.parse(`
  syntax = "proto3";
  message Event {
    double wall_time = 1;
    int64 step = 2;
    string file_version = 3;
    Summary summary = 5;
  }
  message Summary {
    message Value {
      string tag = 1;
      float simple_value = 2;
      Image image = 4;
    }
    repeated Value value = 1;
  }
  message Image {
    int32 height = 1;
    int32 width = 2;
    int32 colorspace = 3;
    bytes encoded_image_string = 4;
  }
`).root.lookupType("Event");

/** The version of the format, which the first record of a file names. */
const FILE_VERSION = "brain.Event:2";

/** Number of colour channels in TensorFlow's terms: red, green, blue and opacity. */
const COLOUR_WITH_OPACITY = 4;

/** One event file under construction; records are on disk as soon as they are added. */
export class EventFile implements Disposable {
  readonly #file: Deno.FsFile;

  private constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /**
   * Creates a new file in `folder`, which is created where it is missing; TensorBoard shows the files
   * of one folder as one run. The system's error (a full disk, a refused permission) passes through.
   */
  static async create(folder: string): Promise<EventFile> {
    await Deno.mkdir(folder, { recursive: true });
    const name = `events.out.tfevents.${Math.floor(Date.now() / 1000)}.${hostname()}.${Deno.pid}`;
    const file = new EventFile(await Deno.open(join(folder, name), { create: true, append: true }));
    file.#write({ fileVersion: FILE_VERSION });
    return file;
  }

  /** Adds numbers under their tags, such as `loss`, at a step. */
  addScalars(step: number, scalars: Readonly<Record<string, number>>): void {
    const value = Object.entries(scalars).map(([tag, simpleValue]) => ({ tag, simpleValue }));
    this.#write({ step, summary: { value } });
  }

  /** Adds a picture, a PNG file, under a tag at a step. */
  addImage(step: number, tag: string, png: Uint8Array): void {
    const { height, width } = decode(png);
    const image = {
      height,
      width,
      colorspace: COLOUR_WITH_OPACITY,
      encodedImageString: png,
    };
    this.#write({ step, summary: { value: [{ tag, image }] } });
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.#file.close();
  }

  #write(event: Readonly<Record<string, unknown>>): void {
    const bytes = messages.encode({ wallTime: Date.now() / 1000, ...event }).finish();
    const record = frameRecord(bytes);
    for (let written = 0; written < record.length;) {
      written += this.#file.writeSync(record.subarray(written));
    }
  }
}

/**
 * Returns a TFRecord: the length as uint64, its checksum, the bytes, their checksum, all
 * little-endian.
 */
export function frameRecord(bytes: Uint8Array): Uint8Array {
  const record = new Uint8Array(bytes.length + 16);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(bytes.length), true);
  view.setUint32(8, maskedChecksum(record.subarray(0, 8)), true);
  record.set(bytes, 12);
  view.setUint32(12 + bytes.length, maskedChecksum(bytes), true);
  return record;
}

/** CRC-32C, turned and shifted, as TFRecord asks for (`tensorflow/core/lib/hash/crc32c.h`). */
function maskedChecksum(bytes: Uint8Array): number {
  const checksum = crc32c(bytes);
  return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0;
}
