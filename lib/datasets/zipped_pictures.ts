/** Labelled pictures in a zip file, as the drawing page saves them, or a folder that was packed. */

import { type FileEntry, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import { dirname, join } from "node:path/posix";
import { UserError } from "../user_error.ts";
import { type LabelledPicture, parseLabelList, requireCharacter } from "./labelled_pictures.ts";

/** Limits of what is unpacked. */
export interface ZipLimits {
  /** Of the zip file, and of everything in it once unpacked. */
  readonly bytes: number;
  /** Of one file in it, unpacked. */
  readonly fileBytes: number;
  /** Files in it. */
  readonly files: number;
}

const DEFAULT_LIMITS: ZipLimits = { bytes: 2 ** 30, fileBytes: 50e6, files: 100_000 };

/** The pictures of a zip file; nothing is written to disk. */
export interface ZippedPictures {
  /** Each under the zip file's path and its own in it. */
  readonly pictures: readonly LabelledPicture[];
  /**
   * Unpacks a picture.
   *
   * @throws {Deno.errors.NotFound} when the list names a file that is not there.
   * @throws {UserError} when it is encrypted, damaged or larger than its entry says.
   */
  readonly read: (path: string) => Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * Lists the pictures of a zip file: by its only CSV file with the columns `file` and `label`, else
 * by the folder that each lies in, which names its character. Hidden files are passed over.
 *
 * @throws {UserError} when it is no zip file, holds no picture, is over a limit, or a label names no
 * character.
 */
export async function openZippedPictures(
  path: string,
  limits: ZipLimits = DEFAULT_LIMITS,
): Promise<ZippedPictures> {
  const entries = await listEntries(path, limits);
  const read = async (picture: string) => {
    const entry = entries.get(picture);
    if (entry === undefined) throw new Deno.errors.NotFound(picture);
    return await unpack(entry, picture);
  };
  const lists = [...entries.keys()].filter((name) => name.toLowerCase().endsWith(".csv"));
  const [list] = lists;
  const pictures = lists.length === 1
    ? parseLabelList(await read(list), list).map(({ file, character }) => ({
      path: join(dirname(list), file),
      character,
    }))
    : picturesInFolders(path, [...entries.keys()]);
  if (pictures.length > 0) return { pictures, read };
  throw new UserError(`Cannot make a data set of "${path}": expected pictures but found none`, {
    hint: "It needs a list labels.csv with the columns file and label, or a folder a character.",
  });
}

function picturesInFolders(path: string, names: readonly string[]): LabelledPicture[] {
  return names.toSorted().filter((name) => dirname(name) !== path).map((name) => {
    const folder = dirname(name);
    const character = requireCharacter(folder.split("/").at(-1) ?? "", `the folder "${folder}"`);
    return { path: name, character };
  });
}

/** Returns the files of a zip file by their paths, which begin with its own. */
async function listEntries(path: string, limits: ZipLimits): Promise<Map<string, FileEntry>> {
  const refuse = (expected: string, found: string) => {
    throw new UserError(`Cannot use "${path}": expected ${expected} but found ${found}`, {
      hint: "Unpack it yourself and name the folder.",
    });
  };
  const { size } = await Deno.stat(path);
  if (size > limits.bytes) refuse(`at most ${limits.bytes} bytes`, String(size));
  const files = new Map<string, FileEntry>();
  let total = 0;
  try {
    const reader = new ZipReader(new Uint8ArrayReader(await Deno.readFile(path)));
    for await (const entry of reader.getEntriesGenerator()) {
      if (entry.directory || isHidden(entry.filename)) continue;
      total += entry.uncompressedSize;
      if (total > limits.bytes) refuse(`at most ${limits.bytes} bytes unpacked`, "more");
      if (entry.uncompressedSize > limits.fileBytes) {
        const found = `${entry.uncompressedSize} in "${entry.filename}"`;
        refuse(`at most ${limits.fileBytes} bytes a file`, found);
      }
      files.set(join(path, entry.filename), entry);
      if (files.size > limits.files) refuse(`at most ${limits.files} files`, "more");
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const found = error instanceof Error ? error.message : String(error);
    throw new UserError(`Cannot use "${path}": expected a zip file but found: ${found}`, {
      cause: error,
    });
  }
  return files;
}

/** Whether a path has a hidden part, or one that macOS adds. */
function isHidden(name: string): boolean {
  return name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
}

/** Unpacks a file and stops where it becomes larger than its entry says. */
async function unpack(entry: FileEntry, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  let length = 0;
  const output = new WritableStream<Uint8Array>({
    write(part) {
      if (length + part.length > bytes.length) throw new RangeError("more bytes than it says");
      bytes.set(part, length);
      length += part.length;
    },
  });
  try {
    await entry.getData(output, { useWebWorkers: false, checkSignature: true });
    if (length < bytes.length) throw new RangeError("fewer bytes than it says");
    return bytes;
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new UserError(`Cannot unpack "${path}": expected a sound file but found: ${found}.`, {
      cause: error,
    });
  }
}
