/** The best way through a searched line as text, and how sure each part of it is. */

import { ALPHABET } from "./alphabet.ts";
import { boxAround, type LineLattice } from "./lattice.ts";
import type { SearchResult } from "./line_search.ts";
import { addLogs, isStart, type Node, type Step } from "./search_graph.ts";
import type { Alternative, ReadCharacter, ReadLine, ReadWord } from "./read_text.ts";

/** Alternatives less likely than this are not worth a look. */
const SMALLEST_ALTERNATIVE = 0.01;
const MOST_ALTERNATIVES = 4;

/**
 * Power that the sums of the search are raised to, beside each other, to be probabilities: the search
 * takes the network at a temperature that finds the best text, and is too modest there. Fitted on
 * pages composed of 14 people's letters (`tests/reading/composed_pages.ts`) by their cross-entropy.
 */
const CONFIDENCE_POWER = 2;

/** Returns what the best way reads, or undefined where no way leads through the line. */
export function describeBestWay(lattice: LineLattice, result: SearchResult): ReadLine | undefined {
  const steps = bestSteps(result.ends);
  if (steps.length === 0) return undefined;
  const posteriors = symbolPosteriors(lattice.candidates.length, result);
  const words = splitWords(steps).map((word): ReadWord => {
    const characters = word.map((step) => describeCharacter(lattice, posteriors, step));
    const end = word[word.length - 1].target.cut;
    return {
      text: textOf(characters),
      confidence: confidenceOf(result, end, word.map(({ symbol }) => symbol)),
      box: boxAround(characters.map(({ box }) => box)),
      characters,
    };
  });
  const symbols = steps.filter((step) => step.candidate >= 0 || isStart(step.target))
    .map(({ symbol }) => symbol).slice(1);
  return {
    text: words.map(({ text }) => text).join(" "),
    confidence: confidenceOf(result, lattice.cutCount - 1, symbols),
    box: boxAround(words.map(({ box }) => box)),
    words,
  };
}

function bestSteps(ends: readonly Node[]): Step[] {
  const steps: Step[] = [];
  let node = ends.reduce<Node | undefined>(
    (best, end) => best === undefined || end.best > best.best ? end : best,
    undefined,
  );
  while (node?.bestStep !== undefined) {
    steps.push(node.bestStep);
    node = node.bestStep.source;
  }
  return steps.reverse();
}

function splitWords(steps: readonly Step[]): Step[][] {
  const words: Step[][] = [];
  for (const step of steps) {
    if (step.candidate >= 0) words[words.length - 1].push(step);
    else if (isStart(step.target)) words.push([]);
  }
  return words;
}

/** Returns the probability of each symbol of each candidate, `[candidates, 62]`. */
function symbolPosteriors(candidates: number, { nodes, total }: SearchResult): Float64Array {
  const posteriors = new Float64Array(candidates * ALPHABET.length);
  for (const { incoming, backward } of nodes.flat()) {
    for (const { source, candidate, symbol, log } of incoming) {
      if (candidate < 0) continue;
      posteriors[candidate * ALPHABET.length + symbol] += Math.exp(
        source.forward + log + backward - total,
      );
    }
  }
  return posteriors;
}

/** Sums up the candidates that cover more or less the same ink as the step's. */
function describeCharacter(
  { candidates }: LineLattice,
  posteriors: Float64Array,
  step: Step,
): ReadCharacter {
  const own = candidates[step.candidate];
  const sums = new Float64Array(ALPHABET.length);
  for (const [index, { from, to }] of candidates.entries()) {
    const shared = Math.min(to, own.to) - Math.max(from, own.from);
    if (shared * 2 < Math.max(to, own.to) - Math.min(from, own.from)) continue;
    const start = index * ALPHABET.length;
    for (let symbol = 0; symbol < sums.length; symbol += 1) {
      sums[symbol] += posteriors[start + symbol];
    }
  }
  const confidences = calibrate(sums);
  const alternatives = Array.from(confidences, (confidence, symbol): Alternative => ({
    text: ALPHABET[symbol],
    confidence,
  })).filter(({ confidence }, symbol) =>
    symbol !== step.symbol && confidence >= SMALLEST_ALTERNATIVE
  ).sort((left, right) => right.confidence - left.confidence);
  return {
    text: ALPHABET[step.symbol],
    confidence: confidences[step.symbol],
    box: own.box,
    alternatives: alternatives.slice(0, MOST_ALTERNATIVES),
  };
}

/**
 * Returns the probability of all ways that read `symbols`, -1 for a blank, as whole words that end
 * at the cut `end`.
 */
function confidenceOf(
  { nodes, total }: SearchResult,
  end: number,
  symbols: readonly number[],
): number {
  const isBetween = ({ model }: Node) => model < 0;
  let reached = new Map(nodes[end].filter(isBetween).map((node) => [node, node.backward]));
  reached = goBackBy(reached, -1);
  for (const symbol of symbols.toReversed()) {
    reached = goBackBy(reached, symbol);
    if (symbol < 0) reached = goBackBy(reached, symbol);
  }
  let sum = -Infinity;
  for (const [node, log] of reached) if (isStart(node)) sum = addLogs(sum, log + node.forward);
  return calibrate(Float64Array.of(Math.exp(sum - total)))[0];
}

/** Returns probabilities for sums of the search, with what is missing to 1 as one case more. */
function calibrate(sums: Float64Array): Float64Array {
  const rest = Math.max(0, 1 - sums.reduce((left, right) => left + right));
  const powers = sums.map((sum) => sum ** CONFIDENCE_POWER);
  const total = powers.reduce((left, right) => left + right, rest ** CONFIDENCE_POWER);
  return powers.map((power) => power / total);
}

/** Returns the nodes one step before those reached by `symbol`, each with the sum of its ways. */
function goBackBy(reached: ReadonlyMap<Node, number>, symbol: number): Map<Node, number> {
  const sources = new Map<Node, number>();
  for (const [node, log] of reached) {
    for (const step of node.incoming) {
      if (step.symbol !== symbol) continue;
      const { source } = step;
      sources.set(source, addLogs(sources.get(source) ?? -Infinity, log + step.log));
    }
  }
  return sources;
}

function textOf(characters: readonly ReadCharacter[]): string {
  return characters.map(({ text }) => text).join("");
}
