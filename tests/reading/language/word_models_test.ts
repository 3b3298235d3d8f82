/** Models of words give the probabilities that counting by hand gives. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { ALPHABET } from "../../../lib/reading/alphabet.ts";
import {
  createCasedModel,
  createCodeModel,
  createNumberModel,
  createSameFormatModel,
} from "../../../lib/reading/language/format_model.ts";
import { createLetterModel } from "../../../lib/reading/language/letter_model.ts";
import type { WordModel } from "../../../lib/reading/language/word_model.ts";
import { createWordTrie, SMALL_LETTERS } from "../../../lib/reading/language/word_trie.ts";

/** Returns the probability of a word and the memory that it leaves. */
function probabilityOf(model: WordModel, word: string, alphabet: string, memory = 0) {
  let state = model.start(memory);
  let log = 0;
  for (const character of word) {
    const symbol = alphabet.indexOf(character);
    const next = model.next(state, symbol);
    if (next < 0) return { probability: 0, memory: 0 };
    log += model.stepLog(state, symbol, next);
    state = next;
  }
  return { probability: Math.exp(log + model.endLog(state)), memory: model.memory(state) };
}

Deno.test("createWordTrie() gives every word its share and nothing else any", () => {
  const trie = createWordTrie([
    { word: "tea", weight: 1 },
    { word: "ten", weight: 2 },
    { word: "te", weight: 3 },
    { word: "no", weight: 4 },
    { word: "naïve", weight: 90 },
  ]);
  const shareOf = (word: string) => probabilityOf(trie, word, SMALL_LETTERS).probability;
  assertAlmostEquals(shareOf("tea"), 0.1);
  assertAlmostEquals(shareOf("ten"), 0.2);
  assertAlmostEquals(shareOf("te"), 0.3);
  assertAlmostEquals(shareOf("no"), 0.4);
  for (const word of ["t", "teas", "na", "x"]) assertEquals(shareOf(word), 0);
});

Deno.test("createWordTrie() reads any alphabet", () => {
  const trie = createWordTrie([{ word: "aB3", weight: 1 }], ALPHABET);
  assertAlmostEquals(probabilityOf(trie, "aB3", ALPHABET).probability, 1);
  assertEquals(probabilityOf(trie, "AB3", ALPHABET).probability, 0);
});

Deno.test("createLetterModel() mixes contexts as Witten and Bell do", () => {
  // One word "a": every context that was seen leads to one letter, seen once, so that each mixes
  // half of its own with half of the shorter one. Without context a and the edge were each seen once:
  // (1 + 2/27) / 4 = 0.2685. The start then has a at 1/2 + 0.2685/2, and so on up to two letters.
  const model = createLetterModel(["a"]);
  const none = (1 + 2 / 27) / 4;
  const mixed = [1, 2].reduce((shorter) => (1 + shorter) / 2, none);
  const step = 0.9 * mixed + 0.1 / 27;
  assertAlmostEquals(probabilityOf(model, "a", SMALL_LETTERS).probability, step * step, 1e-6);
});

Deno.test("createLetterModel() spends all of a state's probability", () => {
  const model = createLetterModel(["banana", "bandana", "cab"]);
  let state = model.start(0);
  for (const letter of "ban") {
    const following = Array.from(
      SMALL_LETTERS,
      (_, symbol) => Math.exp(model.stepLog(state, symbol, model.next(state, symbol))),
    );
    const sum = following.reduce((left, right) => left + right, Math.exp(model.endLog(state)));
    assertAlmostEquals(sum, 1, 1e-5);
    state = model.next(state, SMALL_LETTERS.indexOf(letter));
  }
});

Deno.test("createNumberModel() holds digits alone, one as likely as another", () => {
  const model = createNumberModel();
  const shareOf = (word: string) => probabilityOf(model, word, ALPHABET).probability;
  assertAlmostEquals(shareOf("7"), 0.1 * 0.2);
  assertAlmostEquals(shareOf("70"), 0.1 * 0.8 * 0.1 * 0.2);
  assertEquals(shareOf("7O"), 0);
});

Deno.test("createCodeModel() prefers few changes, and its format is remembered", () => {
  const model = createCodeModel();
  const once = probabilityOf(model, "AB1234", ALPHABET);
  // Letters are 26, digits 10: compare words with as many of each.
  assert(once.probability > 5 * probabilityOf(model, "A12B34", ALPHABET).probability);
  assertEquals(once.memory, 0b1110000);
  const same = createSameFormatModel();
  const shareOf = (word: string) => probabilityOf(same, word, ALPHABET, once.memory).probability;
  assertAlmostEquals(shareOf("ZX0987"), 26 ** -2 * 10 ** -4, 1e-12);
  for (const word of ["ZX098", "ZX09876", "Z10987"]) assertEquals(shareOf(word), 0);
  assertEquals(same.start(0), -1);
});

Deno.test("createCasedModel() writes capitals, small letters, or one capital first", () => {
  const letters = createWordTrie([{ word: "no", weight: 1 }]);
  const written = (letterCase: "capitals" | "small" | "capitalised") =>
    ["NO", "no", "No", "nO"].filter((word) =>
      probabilityOf(createCasedModel(letters, letterCase), word, ALPHABET).probability > 0
    );
  assertEquals(written("capitals"), ["NO"]);
  assertEquals(written("small"), ["no"]);
  assertEquals(written("capitalised"), ["No"]);
});
