/** Regular expressions as automata: a word is searched among those that match, not matched afterwards. */

import { DFA, JS, NFA } from "refa";
import { ALPHABET } from "./alphabet.ts";
import type { Automaton } from "./automaton.ts";

/** Automata of more states would make the states of `constrainModel()` ambiguous. */
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
      throw fail(reason.replace(/^Invalid regular expression: /, "").replace(/\.$/, ""), error);
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
