/**
 * Pictures of one's own with the character that each shows: a folder with a sub-folder for each
 * character, or a CSV file with the columns `file` and `label`.
 */

import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { decodeText } from "../machine/decode_text.ts";
import { isFolder } from "../machine/existing_path.ts";
import { UserError } from "../user_error.ts";

/** A picture and what it shows. */
export interface LabelledPicture {
  readonly path: string;
  readonly character: string;
}

const FORMS = "Write a character as itself, or by its code: U+0061 or 97 for a.";

/**
 * Lists the pictures of a folder or a CSV file, by character and name; hidden files are passed over.
 *
 * @throws {UserError} when there are none, or a sub-folder or a label names no character.
 */
export async function listLabelledPictures(path: string): Promise<LabelledPicture[]> {
  const pictures = await isFolder(path) ? await listFolder(path) : await listCsv(path);
  if (pictures.length > 0) return pictures;
  throw new UserError(`Cannot make a data set of "${path}": expected pictures but found none`, {
    hint: "Put them into one sub-folder for each character.",
  });
}

/**
 * Returns the character that a sub-folder or a label names: the character itself, or its code for
 * those that file systems forbid or do not tell apart, `U+002F` or `47` for a slash.
 *
 * @returns undefined when it names none.
 */
export function parseCharacter(name: string): string | undefined {
  if ([...name].length === 1) return name.normalize("NFC");
  const [, hexadecimal, decimal] = /^(?:U\+([0-9A-F]{4,6})|(\d{2,7}))$/i.exec(name) ?? [];
  const code = hexadecimal === undefined ? Number(decimal) : parseInt(hexadecimal, 16);
  const isCharacter = code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

async function listFolder(folder: string): Promise<LabelledPicture[]> {
  const pictures: LabelledPicture[] = [];
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (!await isFolder(path)) continue;
    const character = requireCharacter(entry.name, `the sub-folder "${path}"`);
    for (const picture of await entriesOf(path)) {
      if (!picture.isDirectory) pictures.push({ path: join(path, picture.name), character });
    }
  }
  return pictures;
}

async function entriesOf(folder: string): Promise<Deno.DirEntry[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.filter(({ name }) => !name.startsWith("."))
    .sort((first, second) => first.name < second.name ? -1 : 1);
}

async function listCsv(path: string): Promise<LabelledPicture[]> {
  const rows = parseLabelList(await Deno.readFile(path), path);
  return rows.map(({ file, character }) => ({ path: join(dirname(path), file), character }));
}

/**
 * Parses a CSV file with the columns `file` and `label`.
 *
 * @param path Where it is, for errors.
 * @returns for each line the picture's path, seen from the list, and its character.
 * @throws {UserError} when it is not such a file, or a label names no character.
 */
export function parseLabelList(
  bytes: Uint8Array,
  path: string,
): { readonly file: string; readonly character: string }[] {
  const failure = `Cannot read the list of pictures "${path}"`;
  return parseRows(bytes, failure).map(({ file, label }, index) => {
    if (file === undefined || label === undefined) {
      throw new UserError(`${failure}: expected the columns file and label in its first line`, {
        hint: "A line is a picture's path, seen from the list, and its character.",
      });
    }
    const character = requireCharacter(label, `the label of line ${index + 2} of "${path}"`);
    return { file, character };
  });
}

function parseRows(bytes: Uint8Array, failure: string): Partial<Record<string, string>>[] {
  try {
    return parse(decodeText(bytes, failure), { columns: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(
      error instanceof SyntaxError ? error.message : `${failure}: ${error.message}`,
      {
        cause: error,
        hint: "Its first line is file,label; a comma or a quote stands between quotes.",
      },
    );
  }
}

/**
 * Returns the character that a sub-folder or a label names; see {@linkcode parseCharacter}.
 *
 * @param place What has the name, for the error.
 * @throws {UserError} when it names none.
 */
export function requireCharacter(name: string, place: string): string {
  const character = parseCharacter(name);
  if (character !== undefined) return character;
  throw new UserError(`Cannot use ${place}: expected a character but found "${name}"`, {
    hint: FORMS,
  });
}
