/** Finite automata, and models of words that keep to one. */

import { ALPHABET } from "./alphabet.ts";
import type { WordModel } from "./language/word_model.ts";

/** A finite automaton over the symbols; its first state is 0. */
export interface Automaton {
  /** State after each symbol in each state, `[states, 62]`, -1 where no word goes on so. */
  readonly next: Int32Array;
  /** Whether a word may end in each state, `[states]`. */
  readonly accepts: readonly boolean[];
}

/** Room for the states of a model below the automaton's. */
const MODEL_STATES = 2 ** 30;

/**
 * Returns the words of a model that an automaton accepts, each with the probability it had: the
 * product of the two.
 */
export function constrainModel(model: WordModel, { next, accepts }: Automaton): WordModel {
  const inner = (state: number) => state % MODEL_STATES;
  const outer = (state: number) => Math.floor(state / MODEL_STATES);
  return {
    start: (memory) => model.start(memory),
    next: (state, symbol) => {
      const reached = next[outer(state) * ALPHABET.length + symbol];
      if (reached < 0) return -1;
      const continued = model.next(inner(state), symbol);
      return continued < 0 ? -1 : reached * MODEL_STATES + continued;
    },
    stepLog: (state, symbol, reached) => model.stepLog(inner(state), symbol, inner(reached)),
    endLog: (state) => accepts[outer(state)] ? model.endLog(inner(state)) : -Infinity,
    memory: (state) => model.memory(inner(state)),
  };
}
