/** Reading a file that a person named on the command line, and the JSON in it. */

import type { z } from "zod";
import { decodeText } from "../machine/decode_text.ts";
import { isAbsence } from "../machine/system_error.ts";
import { checkValue } from "../schema_error.ts";
import { UserError } from "../user_error.ts";

/**
 * Returns the text of the file at `path`.
 *
 * @param source What the file is, such as `the sweep "small.json"`, for errors.
 * @param hint What the file should be, as one sentence.
 * @throws {UserError} when there is no file, or none of text in UTF-8.
 */
export async function readGivenFile(path: string, source: string, hint: string): Promise<string> {
  try {
    return decodeText(await Deno.readFile(path), `Cannot read ${source}`);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserError(error.message, { cause: error, hint });
    const isAbsent = isAbsence(error);
    if (!isAbsent && !(error instanceof Deno.errors.IsADirectory)) throw error;
    const reason = isAbsent ? "there is no such file" : "expected a file but found a folder";
    throw new UserError(`Cannot read ${source}: ${reason}.`, { cause: error, hint });
  }
}

/**
 * Returns what JSON holds that a person wrote.
 *
 * @param source What the text is, see {@linkcode readGivenFile}.
 * @throws {UserError} when it is not JSON, or does not fit the schema.
 */
export function parseGivenJson<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  source: string,
  hint: string,
): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`Cannot use ${source}: it is not JSON: ${reason}.`, { cause: error, hint });
  }
  return checkValue(schema, value, source);
}
