/** What is known of the words on a picture, as people write it. */

import { UserError } from "../user_error.ts";
import { ALPHABET, FIRST_CAPITAL, FIRST_SMALL } from "./alphabet.ts";
import type { Automaton } from "./automaton.ts";
import { parsePattern } from "./pattern.ts";
import type { Restriction } from "./word_kinds.ts";

/** Names of sets of characters. */
export const CHARACTER_SETS = ["digits", "capitals", "letters", "alphanumeric"] as const;

/** A set of characters by name. */
export type CharacterSet = typeof CHARACTER_SETS[number];

/** What is known of every word. */
export interface RestrictionText {
  /** Only these characters occur. */
  readonly characters?: CharacterSet;
  /** A regular expression that each word matches as a whole. */
  readonly pattern?: string;
  /** The only words that occur, of letters and digits. */
  readonly words?: readonly string[];
}

/**
 * Returns a restriction as the search takes it, or undefined where nothing is known.
 *
 * @throws {UserError} when the pattern cannot be used.
 *
 * @example
 * ```ts
 * import { parseRestriction } from "./mod.ts";
 *
 * const codes = parseRestriction({ characters: "alphanumeric", pattern: "[A-Z]{2}[0-9]{4}" });
 * console.log(codes?.symbols?.size); // 62
 * ```
 */
export function parseRestriction(
  { characters, pattern, words }: RestrictionText,
): Restriction | undefined {
  if (characters === undefined && pattern === undefined && words === undefined) return undefined;
  return {
    symbols: characters === undefined ? undefined : symbolsOf(characters),
    pattern: pattern === undefined ? undefined : automatonOf(pattern),
    words,
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

function automatonOf(pattern: string): Automaton {
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
