import { assertEquals } from "@std/assert";
import {
  plainText,
  scoredCharacters,
  wordsWithBoxes,
} from "../../../lib/commands/read/reading_text.ts";
import type { ReadLine, ReadWord } from "../../../lib/reading/read_text.ts";

const box = { x: 1.25, y: 2, width: 3, height: 4 };
const wordOf = (text: string, confidence: number): ReadWord => ({
  text,
  confidence,
  box,
  characters: [...text].map((character) => ({
    text: character,
    confidence,
    box,
    alternatives: character === "0" ? [{ text: "O", confidence: 0.123456 }] : [],
  })),
});
const words = [wordOf("B0X", 0.7), wordOf("12", 0.99)];
const lines: ReadLine[] = [{ text: "B0X 12", confidence: 0.69, box, words }, {
  text: "12",
  confidence: 0.99,
  box,
  words: [words[1]],
}];

Deno.test("plainText() prints a line a line and marks what is unsure", () => {
  assertEquals(plainText(lines), "B0X 12\n12");
  assertEquals(plainText(lines, 0.8), "[B][0][X] 12\n12");
});

Deno.test("wordsWithBoxes() prints a word a line", () => {
  assertEquals(wordsWithBoxes(lines).split("\n")[0], "1\t2\t3\t4\t0.7000\tB0X");
  assertEquals(wordsWithBoxes(lines).split("\n").length, 3);
});

Deno.test("scoredCharacters() puts a blank between words and between lines", () => {
  assertEquals(scoredCharacters(lines).map(({ text }) => text).join(""), "B0X 12 12");
});
