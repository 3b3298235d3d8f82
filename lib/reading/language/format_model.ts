/** Words that no language explains: numbers, codes such as AB1234, and formats seen before. */

import { ALPHABET, FIRST_CAPITAL, FIRST_SMALL, type SymbolKind, symbolKind } from "../alphabet.ts";
import type { WordModel } from "./word_model.ts";

/** How many symbols there are of each kind, all equally likely. */
const SYMBOLS_OF_KIND: Record<SymbolKind, number> = { digit: 10, capital: 26, small: 26 };

/** Chance that a code ends after a character. */
const CODE_END = 0.17;

/** Chances that letters follow digits or digits letters: for the first time, and for a later one. */
const CODE_CHANGES = [0.3, 0.12];

/** Chance that a number ends after a digit. */
const NUMBER_END = 0.2;

const logShareOf = (symbol: number) => -Math.log(SYMBOLS_OF_KIND[symbolKind(symbol)]);

/** Creates a model of whole numbers: any digits, any length. */
export function createNumberModel(): WordModel {
  const [logEnd, logStay] = [Math.log(NUMBER_END), Math.log(1 - NUMBER_END)];
  return {
    start: () => 0,
    next: (_state, symbol) => symbol < FIRST_CAPITAL ? 1 : -1,
    stepLog: (state, symbol) => logShareOf(symbol) + (state === 0 ? 0 : logStay),
    endLog: (state) => state === 0 ? -Infinity : logEnd,
    memory: () => 0,
  };
}

/** No code is longer. */
const MOST_CODE_CHARACTERS = 24;

/**
 * Creates a model of codes: capitals and digits in runs, beginning with either, up to 24 characters.
 *
 * Its states are the format so far, a bit a character behind a leading 1: 1 for a letter, 0 for a
 * digit. The format is also what the next word remembers; see {@linkcode createSameFormatModel}.
 */
export function createCodeModel(): WordModel {
  const logEnd = Math.log(CODE_END);
  const logStays = CODE_CHANGES.map((chance) => Math.log((1 - CODE_END) * (1 - chance)));
  const logChanges = CODE_CHANGES.map((chance) => Math.log((1 - CODE_END) * chance));
  return {
    start: () => 1,
    next: (state, symbol) => {
      if (symbol >= FIRST_SMALL || state >= 2 ** MOST_CODE_CHARACTERS) return -1;
      return 2 * state + (symbol < FIRST_CAPITAL ? 0 : 1);
    },
    stepLog: (state, symbol, next) => {
      if (state === 1) return logShareOf(symbol) + Math.log(0.5);
      const changed = hasBothKinds(state) ? 1 : 0;
      const logs = (state ^ next) % 2 === 0 ? logStays : logChanges;
      return logShareOf(symbol) + logs[changed];
    },
    endLog: (state) => state === 1 ? -Infinity : logEnd,
    memory: (state) => state,
  };
}

function hasBothKinds(format: number): boolean {
  const length = 31 - Math.clz32(format);
  const letters = format - 2 ** length;
  return letters !== 0 && letters !== 2 ** length - 1;
}

/** Creates a model that holds every word of capitals, small letters and digits alike. */
export function createAnyModel(): WordModel {
  const [logEnd, logStay] = [Math.log(NUMBER_END), Math.log(1 - NUMBER_END)];
  return {
    start: () => 0,
    next: () => 1,
    stepLog: (state) => -Math.log(ALPHABET.length) + (state === 0 ? 0 : logStay),
    endLog: (state) => state === 0 ? -Infinity : logEnd,
    memory: () => 0,
  };
}

/** Creates the model of codes in exactly the format of the word before, where that was a code. */
export function createSameFormatModel(): WordModel {
  const stride = 2 ** (MOST_CODE_CHARACTERS + 1); // a state is position * stride + format
  return {
    start: (memory) => memory === 0 ? -1 : memory,
    next: (state, symbol) => {
      const format = state % stride;
      const position = Math.floor(state / stride);
      const place = 31 - Math.clz32(format) - 1 - position;
      if (symbol >= FIRST_SMALL || place < 0) return -1;
      return (format >> place) % 2 === (symbol < FIRST_CAPITAL ? 0 : 1) ? state + stride : -1;
    },
    stepLog: (_state, symbol) => logShareOf(symbol),
    endLog: (state) => {
      const length = 31 - Math.clz32(state % stride);
      return Math.floor(state / stride) === length ? 0 : -Infinity;
    },
    memory: (state) => state % stride,
  };
}

/** How letters of a word are written. */
export type LetterCase = "capitals" | "small" | "capitalised";

/** Creates the model that writes a model of letters, 0 to 25, in symbols of one case. */
export function createCasedModel(letters: WordModel, letterCase: LetterCase): WordModel {
  const start = letters.start(0);
  const expected = (state: number): SymbolKind => {
    if (letterCase === "capitals") return "capital";
    return letterCase === "capitalised" && state === start ? "capital" : "small";
  };
  const letterOf = (symbol: number) => (symbol - FIRST_CAPITAL) % 26;
  return {
    start: () => start,
    next: (state, symbol) =>
      symbolKind(symbol) === expected(state) ? letters.next(state, letterOf(symbol)) : -1,
    stepLog: (state, symbol, next) => letters.stepLog(state, letterOf(symbol), next),
    endLog: (state) => letters.endLog(state),
    memory: () => 0,
  };
}
