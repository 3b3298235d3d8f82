/** Patterns accept what JavaScript's own regular expressions accept. */

import { assertEquals, assertThrows } from "@std/assert";
import { ALPHABET } from "../../lib/reading/alphabet.ts";
import type { Automaton } from "../../lib/reading/automaton.ts";
import { parsePattern } from "../../lib/reading/pattern.ts";

function accepts({ next, accepts }: Automaton, word: string): boolean {
  let state = 0;
  for (const character of word) {
    state = next[state * ALPHABET.length + ALPHABET.indexOf(character)];
    if (state < 0) return false;
  }
  return accepts[state];
}

/** Returns all words of up to `length` of `letters`. */
function allWords(letters: string, length: number): string[] {
  if (length === 0) return [""];
  const shorter = allWords(letters, length - 1);
  return [
    ...new Set([...shorter, ...shorter.flatMap((word) => [...letters].map((c) => word + c))]),
  ];
}

for (const pattern of ["[A-Z]{2}[0-9]+", "a?(b|1)*A", "^(?:Ab|b1)$", "\\d{1,3}|B.", "[^a-z]+"]) {
  Deno.test(`parsePattern() accepts what /${pattern}/ matches as a whole`, () => {
    const automaton = parsePattern(pattern);
    const own = new RegExp(`^(?:${pattern})$`, "u");
    const words = allWords("abAB17", 4);
    assertEquals(words.length, 1555);
    assertEquals(
      words.filter((word) => accepts(automaton, word)),
      words.filter((word) => own.test(word)),
    );
  });
}

Deno.test("parsePattern() refuses what it cannot follow, and says why", () => {
  assertThrows(
    () => parsePattern("[A-Z"),
    SyntaxError,
    'pattern "[A-Z": /(?:[A-Z)/u: Unterminated',
  );
  assertThrows(() => parsePattern("a\\b"), SyntaxError, "Assertions are not supported");
  assertThrows(() => parsePattern("(a|b)*\\1x"), SyntaxError, "Backreference");
  assertThrows(
    () => parsePattern("-+"),
    SyntaxError,
    "a word of letters and digits but found none",
  );
  const error = assertThrows(() => parsePattern("(a|b)*a(a|b){25}"), SyntaxError, "10000 nodes");
  assertEquals(error.message.endsWith("."), false); // the sentence goes on with its caller's
});
