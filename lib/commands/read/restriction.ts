/** What a user told of the words on the pictures, as the search takes it. */

import { ALPHABET } from "../../reading/alphabet.ts";
import { parseRestriction, type RestrictionText } from "../../reading/restriction.ts";
import type { Restriction } from "../../reading/word_kinds.ts";
import { UserError } from "../../user_error.ts";
import { readGivenFile } from "../read_given_file.ts";

/** The options that restrict what can be read; `words` is the path of a file. */
export interface RestrictionOptions extends Omit<RestrictionText, "words"> {
  readonly words?: string;
}

/**
 * Returns the restriction that the options name, or undefined where they name none.
 *
 * @throws {UserError} when the pattern or the file of words cannot be used.
 */
export async function createRestriction(
  { words, ...others }: RestrictionOptions,
): Promise<Restriction | undefined> {
  return parseRestriction({
    ...others,
    words: words === undefined ? undefined : await readWords(words),
  });
}

async function readWords(path: string): Promise<string[]> {
  const hint = "A file of words has words of letters and digits, parted by blanks or line ends.";
  const text = await readGivenFile(path, `the words "${path}"`, hint);
  const words = text.split(/\s+/).filter((word) => word !== "");
  const wrong = words.find((word) => ![...word].every((letter) => ALPHABET.includes(letter)));
  if (words.length > 0 && wrong === undefined) return words;
  const found = wrong === undefined ? "found none" : `found "${wrong}"`;
  throw new UserError(`Cannot use the words "${path}": expected letters and digits but ${found}.`, {
    hint,
  });
}
