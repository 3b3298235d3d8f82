/** The pictures that a person named on the command line: files, folders of them, standard input. */

import { join } from "node:path";
import { isAbsence } from "../../machine/system_error.ts";
import { UserError } from "../../user_error.ts";

/** What `-` stands for, in errors and in JSON. */
export const STANDARD_INPUT = "-";

/** Ends of the names of files that a folder is searched for. */
const PICTURE_NAME = /\.(?:png|jpe?g|webp|tiff?|bmp)$/i;

/**
 * Returns the paths of all pictures: those of a folder and the folders in it in the order of their
 * names, others as they are, whatever they are called. A path that does not exist is returned too:
 * opening it tells.
 *
 * @throws {UserError} when a folder holds no picture, or the standard input is named twice.
 */
export async function listPictures(paths: readonly string[]): Promise<string[]> {
  if (paths.filter((path) => path === STANDARD_INPUT).length > 1) {
    throw new UserError("Cannot read the standard input twice: it is gone when it has been read.", {
      hint: "Name - once.",
    });
  }
  const lists = await Promise.all(paths.map(async (path) => {
    if (path === STANDARD_INPUT || !await isFolder(path)) return [path];
    const found = await searchFolder(path);
    if (found.length > 0) return found;
    throw new UserError(`Cannot read "${path}": expected pictures in this folder but found none.`, {
      hint: "Pictures are files whose names end with .png, .jpg, .webp, .tif or .bmp.",
    });
  }));
  return lists.flat();
}

/** Returns what errors call a picture. */
export function pictureName(path: string): string {
  return path === STANDARD_INPUT ? "the standard input" : `"${path}"`;
}

/**
 * Returns the bytes of a picture; refusals of the system pass through.
 *
 * @throws {UserError} when there is no such file.
 */
export async function readPictureFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (path === STANDARD_INPUT) {
    return new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
  }
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!isAbsence(error)) throw error;
    throw new UserError(`Cannot read ${pictureName(path)}: there is no such file.`, {
      cause: error,
      hint: "Name files or folders, or - for standard input.",
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch {
    return false;
  }
}

async function searchFolder(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  entries.sort((left, right) => left.name < right.name ? -1 : 1);
  const found = await Promise.all(entries.map(({ name, isDirectory }) => {
    if (isDirectory) return searchFolder(join(folder, name));
    return PICTURE_NAME.test(name) ? [join(folder, name)] : [];
  }));
  return found.flat();
}
