/**
 * The search for the text of a line: all ways through its lattice at once, under all word models.
 *
 * A node is a place between two characters together with what a word model remembers there. Going
 * from left to right gives each node the probability of everything before it, going back that of
 * everything after it: their product is how likely the line passes through it (the forward-backward
 * algorithm of hidden Markov models; Rabiner, Proceedings of the IEEE 77(2), 1989).
 */

import { likelyCandidates } from "./likely_candidates.ts";
import { addLogs, connect, goBack, type Node, settle, visit } from "./search_graph.ts";
import { transitionLog, type WordKinds } from "./word_kinds.ts";

/** A candidate as the search sees it. */
export interface SearchCandidate {
  /** Cuts that it lies between. */
  readonly from: number;
  readonly to: number;
  /** Symbols that it may be, the likeliest first, with the natural log-likelihood of each. */
  readonly symbols: Int32Array;
  readonly logs: Float64Array;
}

/** What the search needs to know of a line. */
export interface SearchLine {
  readonly cutCount: number;
  readonly candidates: readonly SearchCandidate[];
  /** Log-probabilities that words are parted at each cut, and that they are not, `[cuts]`. */
  readonly partedLogs: Float64Array;
  readonly joinedLogs: Float64Array;
}

/** Nodes kept at a cut, and how far below the best of them, in nats. */
const MOST_NODES = 64;
const LARGEST_DEFICIT = 10;

/** The nodes of a line after the search. */
export interface SearchResult {
  /** Nodes at each cut that were kept, those between words included. */
  readonly nodes: readonly (readonly Node[])[];
  /** Ends of the line, of which at least one exists where the line can be read at all. */
  readonly ends: readonly Node[];
  /** Log-probability of the line. */
  readonly total: number;
}

/** Searches a line. */
export function searchLine(line: SearchLine, kinds: WordKinds): SearchResult {
  const byStart = Array.from({ length: line.cutCount }, (): number[] => []);
  likelyCandidates(line.candidates, line.cutCount).forEach((isLikely, index) => {
    if (isLikely) byStart[line.candidates[index].from].push(index);
  });
  const open = Array.from({ length: line.cutCount }, () => new Map<number, Node>());
  const nodes: Node[][] = [];
  const highest = new Float64Array(line.cutCount).fill(-Infinity);
  visit(open[0], 0, -1, 0).best = 0;
  const last = line.cutCount - 1;
  for (let cut = 0; cut <= last; cut += 1) {
    for (const node of open[cut].values()) settle(node);
    const inside = prune([...open[cut].values()]);
    for (const node of inside) if (node.model >= 0) endWord(node, open[cut], line, kinds);
    const between = [...open[cut].values()].filter(({ model }) => model < 0);
    for (const node of between) settle(node);
    const kept = prune([...inside.filter(({ model }) => model >= 0), ...between]);
    const starts = cut === last ? [] : startWords(kept, kinds);
    for (const start of starts) settle(start);
    nodes.push([...kept, ...starts]);
    for (const index of byStart[cut]) {
      const candidate = line.candidates[index];
      const joined = line.joinedLogs[cut];
      for (const node of kept) {
        if (node.model >= 0) {
          advance(node, index, candidate, joined, open[candidate.to], kinds, highest);
        }
      }
      for (const node of starts) {
        advance(node, index, candidate, 0, open[candidate.to], kinds, highest);
      }
    }
  }
  const ends = nodes[last].filter(({ model }) => model < 0);
  const total = ends.reduce((sum, { forward }) => addLogs(sum, forward), -Infinity);
  goBack(nodes, ends);
  return { nodes, ends, total };
}

function prune(nodes: Node[]): Node[] {
  const sorted = nodes.sort((left, right) => right.forward - left.forward);
  const limit = (sorted[0]?.forward ?? 0) - LARGEST_DEFICIT;
  return sorted.slice(0, MOST_NODES).filter(({ forward }) => forward >= limit);
}

function endWord(node: Node, nodes: Map<number, Node>, line: SearchLine, kinds: WordKinds): void {
  const { model, kind } = kinds.models[node.model];
  const log = model.endLog(node.state);
  if (log === -Infinity) return;
  const parted = node.cut === line.cutCount - 1 ? 0 : line.partedLogs[node.cut];
  connect(node, visit(nodes, node.cut, -1, model.memory(node.state), kind), log + parted);
}

function startWords(nodes: readonly Node[], kinds: WordKinds): Node[] {
  const starts = new Map<number, Node>();
  for (const node of nodes) {
    if (node.model >= 0) continue;
    kinds.models.forEach(({ model, kind, logWeight }, index) => {
      const start = model.start(node.state);
      if (start < 0) return;
      const log = logWeight + transitionLog(kinds, node.kind, kind);
      connect(node, visit(starts, node.cut, index, start), log);
    });
  }
  return [...starts.values()];
}

function advance(
  node: Node,
  index: number,
  candidate: SearchCandidate,
  joined: number,
  targets: Map<number, Node>,
  kinds: WordKinds,
  highest: Float64Array,
): void {
  const { model } = kinds.models[node.model];
  const base = node.forward + joined;
  for (let place = 0; place < candidate.symbols.length; place += 1) {
    // Symbols come the likeliest first, and no step of a model adds to a probability.
    if (base + candidate.logs[place] < highest[candidate.to] - LARGEST_DEFICIT) break;
    const symbol = candidate.symbols[place];
    const next = model.next(node.state, symbol);
    if (next < 0) continue;
    const log = joined + candidate.logs[place] + model.stepLog(node.state, symbol, next);
    const reached = node.forward + log;
    if (reached < highest[candidate.to] - LARGEST_DEFICIT) continue;
    highest[candidate.to] = Math.max(highest[candidate.to], reached);
    connect(node, visit(targets, candidate.to, node.model, next), log, index, symbol);
  }
}
