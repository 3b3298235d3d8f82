/** Reading a file that a person named on the command line. */

import { decodeText } from "../machine/decode_text.ts";
import { isAbsence } from "../machine/system_error.ts";
import { UserError } from "../user_error.ts";

/**
 * Returns the text of the file at `path`.
 *
 * @param source What the file is, such as `the sweep "small.json"`, for errors.
 * @param hint What the file should be, as one sentence.
 * @throws UserError when there is no file, or none of text in UTF-8.
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
