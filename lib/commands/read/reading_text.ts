/** What was read as people take it: lines of text, words with their places. */

import type { ScoredCharacter } from "../../evaluation/reading_score.ts";
import type { ReadCharacter, ReadLine, ReadWord } from "../../reading/read_text.ts";

/** Digits of a confidence in print. */
const CONFIDENCE_DIGITS = 4;

/**
 * Returns the text of a picture, a line a line; characters less sure than `unsure` stand in
 * brackets, as in `B[O]X`.
 */
export function plainText(lines: readonly ReadLine[], unsure = 0): string {
  const mark = ({ text, confidence }: ReadCharacter) => confidence < unsure ? `[${text}]` : text;
  const textOf = ({ characters }: ReadWord) => characters.map(mark).join("");
  return lines.map(({ words }) => words.map(textOf).join(" ")).join("\n");
}

/** Returns a line a word: left, top, width, height, confidence and text, parted by tabs. */
export function wordsWithBoxes(lines: readonly ReadLine[]): string {
  return lines.flatMap(({ words }) => words).map(({ text, confidence, box }) =>
    [
      ...[box.x, box.y, box.width, box.height].map(Math.round),
      confidence.toFixed(CONFIDENCE_DIGITS),
      text,
    ].join("\t")
  ).join("\n");
}

/** Returns the characters as they are compared with the truth: a blank between words and lines. */
export function scoredCharacters(lines: readonly ReadLine[]): ScoredCharacter[] {
  const blank = { text: " ", confidence: 1 };
  return lines.flatMap(({ words }, line) =>
    words.flatMap(({ characters }) => [
      blank,
      ...characters.map(({ text, confidence, alternatives }) => ({
        text,
        confidence,
        line,
        alternatives: alternatives.map((other) => other.text),
      })),
    ])
  ).slice(1);
}
