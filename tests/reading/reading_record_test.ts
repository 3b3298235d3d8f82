import { assertEquals } from "@std/assert";
import { readingRecord } from "../../lib/reading/reading_record.ts";
import type { ReadLine } from "../../lib/reading/read_text.ts";

const box = { x: 1.25, y: 2, width: 3, height: 4 };
const zero = { text: "0", confidence: 0.7, box };
const characters = [{ ...zero, alternatives: [{ text: "O", confidence: 0.123456 }] }];
const line: ReadLine = { ...zero, words: [{ ...zero, characters }] };

Deno.test("readingRecord() has the keys that the documentation names", () => {
  assertEquals(readingRecord("page.png", [line, line]), {
    image: "page.png",
    text: "0\n0",
    lines: Array(2).fill({
      ...zero,
      words: [{
        ...zero,
        characters: [{ ...zero, alternatives: [{ text: "O", confidence: 0.1235 }] }],
      }],
    }),
  });
});
