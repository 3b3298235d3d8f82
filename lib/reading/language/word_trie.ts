/** A list of weighted words as a tree of letters. */

import type { WordModel } from "./word_model.ts";

/** A word with what it weighs among the others, above 0. */
export interface WeightedWord {
  readonly word: string;
  readonly weight: number;
}

/** The letters that a language's words are written in. */
export const SMALL_LETTERS = "abcdefghijklmnopqrstuvwxyz";

/**
 * Creates the distribution over `words` in proportion to their weights; a character's symbol is its
 * place in `alphabet`.
 *
 * A node's mass is the weight of all words below it: a step has the probability
 * `mass(child) / mass(node)`, so that the search hears of a rare word at its first rare letter.
 * Words with other characters are left out.
 */
export function createWordTrie(
  words: readonly WeightedWord[],
  alphabet: string = SMALL_LETTERS,
): WordModel {
  const symbolOf = new Map(Array.from(alphabet, (character, symbol) => [character, symbol]));
  const sorted = words.filter(({ word }) => Array.from(word).every((c) => symbolOf.has(c)))
    .sort((left, right) => left.word < right.word ? -1 : Number(left.word > right.word));
  const capacity = 1 + sorted.reduce((sum, { word }) => sum + word.length, 0);
  const child = new Int32Array(capacity).fill(-1);
  const sibling = new Int32Array(capacity).fill(-1);
  const letter = new Uint8Array(capacity);
  const mass = new Float64Array(capacity);
  const endMass = new Float64Array(capacity);
  const stepLogs = new Float64Array(capacity);
  let nodes = 1;
  const path = [0];
  let previous = "";
  for (const { word, weight } of sorted) {
    let shared = 0;
    while (shared < previous.length && previous[shared] === word[shared]) shared += 1;
    path.length = shared + 1;
    for (let index = shared; index < word.length; index += 1) {
      const parent = path[index];
      letter[nodes] = symbolOf.get(word[index]) ?? 0;
      sibling[nodes] = child[parent];
      child[parent] = nodes;
      path.push(nodes);
      nodes += 1;
    }
    for (const node of path) mass[node] += weight;
    endMass[path[word.length]] += weight;
    previous = word;
  }
  for (let node = 0; node < nodes; node += 1) {
    for (let below = child[node]; below >= 0; below = sibling[below]) {
      stepLogs[below] = Math.log(mass[below] / mass[node]);
    }
  }
  return {
    start: () => 0,
    next: (state, symbol) => {
      let node = child[state];
      while (node >= 0 && letter[node] !== symbol) node = sibling[node];
      return node;
    },
    stepLog: (_state, _symbol, next) => stepLogs[next],
    endLog: (state) => Math.log(endMass[state] / mass[state]),
    memory: () => 0,
  };
}
