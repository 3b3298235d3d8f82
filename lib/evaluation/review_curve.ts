/** What a person has to look at so that few errors are left. */

import { isWrong, type ReadPair } from "./reading_score.ts";

/** What comes of showing a person every character below a confidence. */
export interface ReviewPoint {
  /** Characters less sure than this are looked at, 0 to 1. */
  readonly threshold: number;
  /** Share of the read characters that a person looks at, 0 to 1. */
  readonly reviewed: number;
  /** Errors among the rest, and characters that were not read at all, over the truth's characters. */
  readonly remainingRate: number;
  /** Share of all errors that are found so, 0 to 1; 1 where there is none. */
  readonly found: number;
}

/** Returns what each threshold costs and brings. */
export function reviewCurve(
  pairs: readonly ReadPair[],
  thresholds: readonly number[],
): ReviewPoint[] {
  const read = pairs.filter((pair) => pair.read !== "");
  const characters = pairs.filter(({ truth }) => truth !== "").length;
  const errors = pairs.filter(isWrong).length;
  return thresholds.map((threshold) => {
    const sure = (pair: ReadPair) => pair.read === "" || pair.confidence >= threshold;
    const remaining = pairs.filter((pair) => isWrong(pair) && sure(pair)).length;
    return {
      threshold,
      reviewed: read.filter((pair) => !sure(pair)).length / Math.max(1, read.length),
      remainingRate: remaining / Math.max(1, characters),
      found: errors === 0 ? 1 : (errors - remaining) / errors,
    };
  });
}
