/** The kinds of words that a line may hold, and how one follows another. */

import { ALPHABET } from "./alphabet.ts";
import { type Automaton, constrainModel } from "./automaton.ts";
import {
  createAnyModel,
  createCasedModel,
  createCodeModel,
  createNumberModel,
  createSameFormatModel,
  type LetterCase,
} from "./language/format_model.ts";
import type { Language } from "./language/english.ts";
import { createWordTrie } from "./language/word_trie.ts";
import type { WordModel } from "./language/word_model.ts";

/** A model among those that compete for a word. */
export interface WeightedModel {
  readonly model: WordModel;
  /** Place in the list of kinds; a line tends to stay with one. */
  readonly kind: number;
  /** Natural logarithm of the model's share of its kind. */
  readonly logWeight: number;
}

/** Models of words, and how likely each kind is at the start and after another. */
export interface WordKinds {
  readonly models: readonly WeightedModel[];
  /** Shares of the kinds at the start of a line; they sum to 1. */
  readonly shares: readonly number[];
  /** Chance that a word has the kind of the one before it for that reason alone. */
  readonly persistence: number;
}

/** Share of the words in letters that the list of words explains; names and others are the rest. */
const LISTED_SHARE = 0.6;

/** Chance that a code has the format of a code right before it. */
const SAME_FORMAT = 0.6;

const letterCases: readonly LetterCase[] = ["capitals", "small", "capitalised"];

/** Capitals, small letters, capitalised words, numbers, codes: what forms and notes are made of. */
const shares = [0.35, 0.2, 0.15, 0.2, 0.1];

const PERSISTENCE = 0.6;

/** Creates the kinds for pages of which nothing is known. */
export function createWordKinds(language: Language): WordKinds {
  const words = letterCases.flatMap((letterCase, kind): WeightedModel[] => [
    {
      model: createCasedModel(language.words, letterCase),
      kind,
      logWeight: Math.log(LISTED_SHARE),
    },
    {
      model: createCasedModel(language.letters, letterCase),
      kind,
      logWeight: Math.log(1 - LISTED_SHARE),
    },
  ]);
  return {
    models: [
      ...words,
      { model: createNumberModel(), kind: 3, logWeight: 0 },
      { model: createCodeModel(), kind: 4, logWeight: Math.log(1 - SAME_FORMAT) },
      { model: createSameFormatModel(), kind: 4, logWeight: Math.log(SAME_FORMAT) },
    ],
    shares,
    persistence: PERSISTENCE,
  };
}

/** What a user knows of every word on a page. */
export interface Restriction {
  /** The only symbols that occur, from 0 to 61. */
  readonly symbols?: ReadonlySet<number>;
  /** What every word matches as a whole; see `parsePattern()`. */
  readonly pattern?: Automaton;
  /** The only words that occur, in small letters, capitals or with a capital before small ones. */
  readonly words?: readonly string[];
}

/** Returns the kinds for pages of which something is known: nothing else will be read there. */
export function restrictKinds(
  kinds: WordKinds,
  { symbols, pattern, words }: Restriction,
): WordKinds {
  const open = words === undefined ? withAnyWord(kinds) : onlyWords(words);
  const models = open.models.map(({ model, ...rest }): WeightedModel => {
    const matching = pattern === undefined ? model : constrainModel(model, pattern);
    return { ...rest, model: symbols === undefined ? matching : keepSymbols(matching, symbols) };
  });
  return { ...open, models };
}

/** Share of words that no kind foresees where a user told what they are. */
const ANY_SHARE = 0.02;

function withAnyWord({ models, shares, persistence }: WordKinds): WordKinds {
  return {
    models: [...models, { model: createAnyModel(), kind: shares.length, logWeight: 0 }],
    shares: [...shares.map((share) => (1 - ANY_SHARE) * share), ANY_SHARE],
    persistence,
  };
}

function onlyWords(words: readonly string[]): WordKinds {
  const spellings = words.flatMap((word) => [
    ...[word, word.toUpperCase(), word.toLowerCase()],
    word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase(),
  ]);
  const weighted = [...new Set(spellings)].map((word) => ({ word, weight: 1 }));
  const model = createWordTrie(weighted, ALPHABET);
  return { models: [{ model, kind: 0, logWeight: 0 }], shares: [1], persistence: 0 };
}

function keepSymbols(model: WordModel, symbols: ReadonlySet<number>): WordModel {
  return {
    ...model,
    next: (state, symbol) => symbols.has(symbol) ? model.next(state, symbol) : -1,
  };
}

/** Returns the natural log-probability of `kind` after `previous`, which is -1 at a line's start. */
export function transitionLog({ shares, persistence }: WordKinds, previous: number, kind: number) {
  if (previous < 0) return Math.log(shares[kind]);
  return Math.log((1 - persistence) * shares[kind] + (previous === kind ? persistence : 0));
}
