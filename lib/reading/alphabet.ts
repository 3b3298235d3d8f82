/** The 62 characters that reading knows, and which of a network's classes stand for each. */

/** Digits, capitals and small letters; a character's place in it is its symbol, 0 to 61. */
export const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The first symbol of the capitals, and that of the small letters; the digits begin at 0. */
export const FIRST_CAPITAL = 10;
export const FIRST_SMALL = 36;

/** Kind of a symbol. */
export type SymbolKind = "digit" | "capital" | "small";

/** Returns the kind of a symbol from 0 to 61. */
export function symbolKind(symbol: number): SymbolKind {
  if (symbol < FIRST_CAPITAL) return "digit";
  return symbol < FIRST_SMALL ? "capital" : "small";
}

/** Returns the same letter in the other case; a digit stays as it is. */
export function otherCase(symbol: number): number {
  if (symbol < FIRST_CAPITAL) return symbol;
  return symbol < FIRST_SMALL ? symbol + 26 : symbol - 26;
}

/**
 * Returns the class of each symbol, `[62]`, or -1 where the network does not know the character.
 *
 * EMNIST's Balanced and ByMerge have one class for 15 letters whose two cases look alike and name it
 * by the capital: there the small letter's class is the capital's.
 */
export function symbolClasses(characters: readonly string[]): Int32Array {
  return Int32Array.from(ALPHABET, (character) => {
    const own = characters.indexOf(character);
    return own >= 0 ? own : characters.indexOf(character.toUpperCase());
  });
}
