/** What was read as programs take it: plain objects for JSON. */

import type { ReadLine, ReadPart } from "./read_text.ts";

/** Digits of a confidence. */
const CONFIDENCE_DIGITS = 4;

/** A page of a picture as JSON has it. */
export type ReadingRecord = ReturnType<typeof readingRecord>;

/** Returns the object that stands for a page: its text, and its lines, words and characters. */
export function readingRecord(image: string, lines: readonly ReadLine[]) {
  return {
    image,
    text: lines.map(({ text }) => text).join("\n"),
    lines: lines.map((line) => ({
      ...partRecord(line),
      words: line.words.map((word) => ({
        ...partRecord(word),
        characters: word.characters.map((character) => ({
          ...partRecord(character),
          alternatives: character.alternatives.map(({ text, confidence }) => ({
            text,
            confidence: rounded(confidence),
          })),
        })),
      })),
    })),
  };
}

function partRecord({ text, confidence, box }: ReadPart) {
  const { x, y, width, height } = box;
  return { text, confidence: rounded(confidence), box: { x, y, width, height } };
}

function rounded(confidence: number): number {
  return Number(confidence.toFixed(CONFIDENCE_DIGITS));
}
