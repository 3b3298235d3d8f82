/** The nodes and steps that a search lays over a line. */

/** A step between two nodes: by a character, or into and out of the space between words. */
export interface Step {
  readonly source: Node;
  readonly target: Node;
  /** Index of the candidate, or -1 where no character is passed. */
  readonly candidate: number;
  readonly symbol: number;
  readonly log: number;
}

/** A place on the way through a line. */
export interface Node {
  readonly cut: number;
  /** Index of the word model; -1 between words. */
  readonly model: number;
  /** State of the model; between words what the word before left behind. */
  readonly state: number;
  /** Kind of the word before where the node is between words, -1 at the start of the line. */
  readonly kind: number;
  /** Log-probability of everything before, summed over all ways. */
  forward: number;
  /** The same of everything behind. */
  backward: number;
  /** That of the best way here, and its last step. */
  best: number;
  bestStep: Step | undefined;
  /** Steps that lead here, all of them from nodes that were kept. */
  readonly incoming: Step[];
}

/** Returns log(exp(left) + exp(right)). */
export function addLogs(left: number, right: number): number {
  const [high, low] = left > right ? [left, right] : [right, left];
  return low === -Infinity ? high : high + Math.log1p(Math.exp(low - high));
}

/** Returns the node of `nodes` for a place, put there where it is new. */
export function visit(
  nodes: Map<number, Node>,
  cut: number,
  model: number,
  state: number,
  kind = -1,
): Node {
  const key = (model < 0 ? kind + 1 : model + 32) * 2 ** 40 + state;
  const found = nodes.get(key);
  if (found !== undefined) return found;
  const node: Node = {
    cut,
    model,
    state,
    kind,
    forward: -Infinity,
    backward: -Infinity,
    best: -Infinity,
    bestStep: undefined,
    incoming: [],
  };
  nodes.set(key, node);
  return node;
}

/** Adds a way to `target`, which keeps the best one apart. */
export function connect(
  source: Node,
  target: Node,
  log: number,
  candidate = -1,
  symbol = -1,
): void {
  const step = { source, target, candidate, symbol, log };
  target.incoming.push(step);
  const best = source.best + log;
  if (best > target.best) {
    target.best = best;
    target.bestStep = step;
  }
}

/** Sums up the ways to a node, once all of them are known. */
export function settle(node: Node): void {
  if (node.incoming.length === 0) {
    node.forward = node.best;
    return;
  }
  let highest = -Infinity;
  for (const { source, log } of node.incoming) highest = Math.max(highest, source.forward + log);
  let sum = 0;
  for (const { source, log } of node.incoming) sum += Math.exp(source.forward + log - highest);
  node.forward = highest + Math.log(sum);
}

/** Gives every node the probability of what follows it, from the end of the line to its start. */
export function goBack(nodes: readonly (readonly Node[])[], ends: readonly Node[]): void {
  for (const end of ends) end.backward = 0;
  for (let cut = nodes.length - 1; cut >= 0; cut -= 1) {
    // Starts of words lie behind the ends of words at the same cut, and those behind the insides.
    const order = [...nodes[cut]].sort((left, right) => rank(right) - rank(left));
    for (const node of order) {
      if (node.backward === -Infinity) continue;
      for (const step of node.incoming) {
        step.source.backward = addLogs(step.source.backward, step.log + node.backward);
      }
    }
  }
}

/** Whether a node is the start of a word: before its first character, behind a blank or the edge. */
export function isStart(node: Node): boolean {
  return node.model >= 0 && node.incoming[0]?.candidate === -1;
}

function rank(node: Node): number {
  if (node.model < 0) return 1;
  return isStart(node) ? 2 : 0;
}
