/** What a user told of the words on the pictures, as the search takes it. */

import { ALPHABET, FIRST_CAPITAL, FIRST_SMALL } from "../../reading/alphabet.ts";
import { parsePattern } from "../../reading/pattern.ts";
import type { Restriction } from "../../reading/word_kinds.ts";
import { UserError } from "../../user_error.ts";
import { readGivenFile } from "../read_given_file.ts";

/** What `--characters` takes. */
export const characterSets = ["digits", "capitals", "letters", "alphanumeric"] as const;

/** A set of characters by name. */
export type CharacterSet = typeof characterSets[number];

/** The options that restrict what can be read. */
export interface RestrictionOptions {
  readonly characters?: CharacterSet;
  readonly pattern?: string;
  readonly words?: string;
}

/**
 * Returns the restriction that the options name, or undefined where they name none.
 *
 * @throws UserError when the pattern or the file of words cannot be used.
 */
export async function createRestriction(
  { characters, pattern, words }: RestrictionOptions,
): Promise<Restriction | undefined> {
  if (characters === undefined && pattern === undefined && words === undefined) return undefined;
  return {
    symbols: characters === undefined ? undefined : symbolsOf(characters),
    pattern: pattern === undefined ? undefined : automatonOf(pattern),
    words: words === undefined ? undefined : await readWords(words),
  };
}

function symbolsOf(characters: CharacterSet): ReadonlySet<number> {
  const [first, end] = {
    digits: [0, FIRST_CAPITAL],
    capitals: [FIRST_CAPITAL, FIRST_SMALL],
    letters: [FIRST_CAPITAL, ALPHABET.length],
    alphanumeric: [0, ALPHABET.length],
  }[characters];
  return new Set(Array.from({ length: end - first }, (_, index) => first + index));
}

function automatonOf(pattern: string) {
  try {
    return parsePattern(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${error.message}.`, {
      cause: error,
      hint: "Write it as in JavaScript, for one whole word: [A-Z]{2}[0-9]{4}.",
    });
  }
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
