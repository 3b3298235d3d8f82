/** How likely a letter is after those before it: what makes a word that no list has look like one. */

import type { WordModel } from "./word_model.ts";

/** Letters that a letter's probability depends on. */
const CONTEXT = 2;

/** 26 letters, and the edge of a word. */
const SYMBOLS = 27;
const EDGE = 26;

/** Chance of a letter that no word of the list prepares for: names and other languages have them. */
const SURPRISE = 0.1;

const CODE_OF_A = "a".charCodeAt(0);

/**
 * Creates a model of letters with two letters of context, counted in `words`; symbols are letters,
 * 0 to 25, and words with anything but the letters a to z are left out.
 *
 * A context that was seen `total` times before `types` different letters leaves
 * `types / (types + total)` of the probability to the next shorter one (Witten and Bell, "The
 * zero-frequency problem", IEEE Transactions on Information Theory 37(4), 1991), down to an even
 * chance for every letter, so that no word is impossible.
 */
export function createLetterModel(words: readonly string[]): WordModel {
  const counts = countLetters(words.filter((word) => /^[a-z]+$/.test(word)));
  const even = new Float32Array(SYMBOLS).fill(1 / SYMBOLS);
  const logs = counts.reduce(mixWithShorter, even)
    .map((probability) => Math.log((1 - SURPRISE) * probability + SURPRISE / SYMBOLS));
  const contexts = SYMBOLS ** CONTEXT;
  return {
    start: () => contexts - 1, // edges alone; no letter leads back to it
    next: (state, symbol) => symbol < EDGE ? (state * SYMBOLS + symbol) % contexts : -1,
    stepLog: (state, symbol) => logs[state * SYMBOLS + symbol],
    endLog: (state) => logs[state * SYMBOLS + EDGE],
    memory: () => 0,
  };
}

/**
 * Returns how often each letter follows each context, for contexts of no letter to two:
 * `[27]`, `[27, 27]` … row-major, the oldest letter first and the one that follows last.
 */
function countLetters(words: readonly string[]): Float32Array[] {
  const counts = Array.from(
    { length: CONTEXT + 1 },
    (_, context) => new Float32Array(SYMBOLS ** (context + 1)),
  );
  for (const word of words) {
    let place = SYMBOLS ** CONTEXT - 1; // edges alone
    for (let index = 0; index <= word.length; index += 1) {
      const symbol = index < word.length ? word.charCodeAt(index) - CODE_OF_A : EDGE;
      place = place * SYMBOLS + symbol;
      for (const table of counts) table[place % table.length] += 1;
      place %= SYMBOLS ** CONTEXT;
    }
  }
  return counts;
}

/** Returns the probabilities that belong to `counts`, given those of the next shorter context. */
function mixWithShorter(shorter: Float32Array, counts: Float32Array): Float32Array {
  const probabilities = new Float32Array(counts.length);
  for (let context = 0; context < counts.length; context += SYMBOLS) {
    const row = counts.subarray(context, context + SYMBOLS);
    const total = row.reduce((sum, count) => sum + count, 0);
    const types = row.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
    for (let symbol = 0; symbol < SYMBOLS; symbol += 1) {
      const back = shorter[(context + symbol) % shorter.length];
      probabilities[context + symbol] = total === 0
        ? back
        : (row[symbol] + types * back) / (total + types);
    }
  }
  return probabilities;
}
