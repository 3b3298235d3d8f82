/** Leaving out pieces of a line that no good way passes, before the search looks at words. */

import type { SearchCandidate } from "./line_search.ts";

/**
 * How far below the best way through a line a way may stay, in nats, each character taken for the
 * likeliest: more than models of words make good.
 */
const LARGEST_DEFICIT = 10;

/**
 * Returns which candidates lie on ways that are good enough, found by the best way to each cut from
 * the left and from the right (Viterbi).
 */
export function likelyCandidates(
  candidates: readonly SearchCandidate[],
  cutCount: number,
): boolean[] {
  const before = new Float64Array(cutCount).fill(-Infinity);
  const after = new Float64Array(cutCount).fill(-Infinity);
  before[0] = 0;
  after[cutCount - 1] = 0;
  const byStart = candidates.toSorted((left, right) => left.from - right.from);
  for (const { from, to, logs } of byStart) {
    before[to] = Math.max(before[to], before[from] + logs[0]);
  }
  const byEnd = candidates.toSorted((left, right) => right.to - left.to);
  for (const { from, to, logs } of byEnd) after[from] = Math.max(after[from], after[to] + logs[0]);
  const best = before[cutCount - 1];
  return candidates.map(({ from, to, logs }) =>
    before[from] + logs[0] + after[to] >= best - LARGEST_DEFICIT
  );
}
