/** Regular expressions as automata: a word is searched among those that match, not matched afterwards. */

import { DFA, JS, NFA } from "refa";
import { ALPHABET } from "./alphabet.ts";
import type { WordModel } from "./language/word_model.ts";

/** A finite automaton over the symbols; its first state is 0. */
export interface Automaton {
  /** State after each symbol in each state, `[states, 62]`, -1 where no word goes on so. */
  readonly next: Int32Array;
  /** Whether a word may end in each state, `[states]`. */
  readonly accepts: readonly boolean[];
}

/** Automata of more states would make the states of {@linkcode constrainModel} ambiguous. */
const MOST_STATES = 2 ** 10;

/**
 * Returns the automaton of the words that a regular expression matches as a whole, as JavaScript
 * writes it with the flag `u`; `^` at the start and `$` at the end change nothing.
 *
 * Throws a SyntaxError when it is none, holds an assertion or a back reference, or matches no word
 * of letters and digits.
 */
export function parsePattern(pattern: string): Automaton {
  const fail = (reason: string, cause?: unknown) =>
    new SyntaxError(`Cannot use the pattern "${pattern}": ${reason}`, { cause });
  const dfa = (() => {
    try {
      const source = `(?:${pattern.replace(/^\^/, "").replace(/(?<!\\)\$$/, "")})`;
      const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: "u" })
        .parse({ assertions: "throw", backreferences: "throw" });
      const automaton = DFA.fromFA(NFA.fromRegex(expression, { maxCharacter }));
      automaton.minimize();
      return automaton;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw fail(reason.replace(/^Invalid regular expression: /, ""), error);
    }
  })();
  const nodes = [...new Set([dfa.initial, ...dfa.nodes()])];
  if (nodes.length > MOST_STATES) {
    throw fail(`expected at most ${MOST_STATES} states but found ${nodes.length}`);
  }
  const places = new Map(nodes.map((node, index) => [node, index]));
  const next = Int32Array.from(nodes.flatMap((node) =>
    Array.from(ALPHABET, (character) => {
      const target = node.out.get(character.charCodeAt(0));
      return target === undefined ? -1 : places.get(target) ?? -1;
    })
  ));
  const accepts = nodes.map((node) => dfa.finals.has(node));
  if (!accepts.some((accepted, state) => accepted && next.includes(state))) {
    throw fail("expected one that matches a word of letters and digits but found none");
  }
  return { next, accepts };
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
