/** Mapping files, which give each label of a data set its character codes. */

/** The characters of consecutive labels. */
export interface Mapping {
  /** The label of the first character: 1 in EMNIST's `letters`, 0 elsewhere. */
  readonly labelOffset: number;
  /** The character of each class, `[classes]`, in the order of the labels. */
  readonly characters: readonly string[];
}

const MOST_CLASSES = 256;

/**
 * Parses a mapping file: a line a class, with its label and one or two character codes.
 *
 * Lines end with LF or CRLF and may come in any order; empty lines are skipped. Where a line has
 * two codes, an upper-case and a lower-case letter that share a class, the first one names it.
 *
 * @throws {SyntaxError} that names the file, the line, what was expected, what was found and, where
 * it can be guessed, what was meant.
 */
export function parseMapping(text: string, name: string): Mapping {
  const characterByLabel = new Map<number, string>();
  text.replace(/^\uFEFF/, "").split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === "") return;
    const failure = `Cannot parse mapping file "${name}": line ${index + 1}`;
    const numbers = line.trim().split(/\s+/);
    if (numbers.length < 2 || numbers.length > 3 || !numbers.every(isWholeNumber)) {
      const [, word = ""] = numbers;
      throw new SyntaxError(
        `${failure}: expected a label and one or two character codes but found "${line.trim()}"` +
          (isLetter(word) ? `: was ${word.codePointAt(0)} meant, the code of ${word}?` : ""),
      );
    }
    const [label, ...codes] = numbers.map(Number);
    const wrongCode = codes.find((code) => !isCharacterCode(code));
    if (wrongCode !== undefined) {
      throw new SyntaxError(
        `${failure}: expected a character code but found ${wrongCode}${guess(wrongCode)}`,
      );
    }
    if (characterByLabel.has(label)) {
      throw new SyntaxError(`${failure}: expected each label once but found ${label} again`);
    }
    characterByLabel.set(label, String.fromCodePoint(codes[0]));
  });
  return arrange(characterByLabel, `Cannot parse mapping file "${name}"`);
}

/** Returns the mapping file of characters whose labels count from 0. */
export function serializeMapping(characters: readonly string[]): string {
  return characters.map((character, label) => `${label} ${character.codePointAt(0)}\n`).join("");
}

function arrange(characterByLabel: ReadonlyMap<number, string>, failure: string): Mapping {
  const entries = [...characterByLabel].sort(([first], [second]) => first - second);
  if (entries.length < 1 || entries.length > MOST_CLASSES) {
    throw new SyntaxError(
      `${failure}: expected 1 to ${MOST_CLASSES} classes but found ${entries.length}`,
    );
  }
  const labelOffset = entries[0][0];
  entries.forEach(([label], index) => {
    if (label === labelOffset + index) return;
    throw new SyntaxError(
      `${failure}: expected consecutive labels but found ${label} after ${entries[index - 1][0]}`,
    );
  });
  return { labelOffset, characters: entries.map(([, character]) => character) };
}

function isWholeNumber(word: string): boolean {
  return /^\d{1,9}$/.test(word);
}

/**
 * Control characters but the tab, halves of a pair and 0xFFFE and 0xFFFF stand for no character that
 * a report could show (XML 1.0, section 2.2; line ends would break its tables).
 */
function isCharacterCode(code: number): boolean {
  if (code < 32) return code === 9;
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && !(code >> 1 === 0x7fff);
}

/** Says what may have been meant by a code that stands for no character. */
function guess(code: number): string {
  if (code > 9) return "";
  return `: was ${48 + code} meant, the code of the digit ${code}?`;
}

function isLetter(word: string): boolean {
  return /^\p{Letter}$/u.test(word);
}
