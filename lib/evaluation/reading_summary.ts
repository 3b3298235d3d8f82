/** The figures of a reading: error rates by style and by kind, what was taken for what, the worst. */

import { createRandom } from "../random.ts";
import {
  type ErrorRates,
  errorRates,
  isWrong,
  keepKind,
  type PageScore,
  type ReadPair,
} from "./reading_score.ts";
import { reviewCurve, type ReviewPoint } from "./review_curve.ts";

/** A character that was read as another, "" for one that was not read or is not there. */
export interface Misreading {
  readonly truth: string;
  readonly read: string;
  readonly count: number;
}

/** All figures of a reading. */
export interface ReadingSummary {
  /** All pages first, then each style. */
  readonly styles: readonly ErrorRates[];
  /** Kinds of words; their strict rate is not told apart and is 0. */
  readonly kinds: readonly ErrorRates[];
  readonly causes: readonly ErrorCause[];
  /** The most frequent first, capitals and small letters alike. */
  readonly misreadings: readonly Misreading[];
  readonly review: readonly ReviewPoint[];
  /** Mean confidence and share of right characters in bands of confidence. */
  readonly bands: readonly ConfidenceBand[];
  /** Pages with errors, that with the highest rate first. */
  readonly worst: readonly PageScore[];
}

/** Read characters whose confidence lies from `low` up to `high`. */
export interface ConfidenceBand {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly meanConfidence: number;
  readonly accuracy: number;
}

/** How characters came to be wrong, and how many did so. */
export interface ErrorCause {
  readonly cause: "not found" | "nothing there" | "second choice" | "not considered";
  readonly count: number;
}

const THRESHOLDS = [0, 0.5, 0.8, 0.9, 0.95, 0.99];

/** Fixed, so that the same pages give the same intervals. */
const SEED = 0;

/** Sums up the pages; at least one is needed. */
export function summariseReading(pages: readonly PageScore[]): ReadingSummary {
  const random = createRandom(SEED);
  const styles = unique(pages.map(({ page }) => page.style));
  const kinds = unique(pages.flatMap(({ pairs }) => pairs.map(({ kind }) => kind)));
  const pairs = pages.flatMap((page) => page.pairs);
  return {
    styles: [
      errorRates("all", pages, random),
      ...styles.filter((style) => style !== "all").map((style) =>
        errorRates(style, pages.filter(({ page }) => page.style === style), random)
      ),
    ],
    kinds: kinds.flatMap((kind) => {
      const kept = keepKind(pages, kind);
      return kept.length === 0 ? [] : [errorRates(kind, kept, random)];
    }),
    causes: countCauses(pairs.filter(isWrong)),
    misreadings: countMisreadings(pages),
    review: reviewCurve(pairs, THRESHOLDS),
    bands: confidenceBands(pages),
    worst: pages.filter(({ errors }) => errors > 0)
      .toSorted((left, right) =>
        right.errors / Math.max(1, right.characters) - left.errors / Math.max(1, left.characters)
      ),
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function countCauses(wrong: readonly ReadPair[]): ErrorCause[] {
  const causeOf = ({ truth, read, wasConsidered }: ReadPair): ErrorCause["cause"] => {
    if (read === "") return "not found";
    if (truth === "") return "nothing there";
    return wasConsidered ? "second choice" : "not considered";
  };
  const causes = wrong.map(causeOf);
  return (["not found", "nothing there", "second choice", "not considered"] as const)
    .map((cause) => ({ cause, count: causes.filter((each) => each === cause).length }));
}

function countMisreadings(pages: readonly PageScore[]): Misreading[] {
  const counts = new Map<string, Misreading>();
  for (const pair of pages.flatMap(({ pairs }) => pairs).filter(isWrong)) {
    const [truth, read] = [pair.truth.toUpperCase(), pair.read.toUpperCase()];
    const count = (counts.get(`${truth} ${read}`)?.count ?? 0) + 1;
    counts.set(`${truth} ${read}`, { truth, read, count });
  }
  return [...counts.values()].sort((left, right) => right.count - left.count);
}

function confidenceBands(pages: readonly PageScore[]): ConfidenceBand[] {
  const read = pages.flatMap(({ pairs }) => pairs).filter((pair) => pair.read !== "");
  return THRESHOLDS.map((low, index) => {
    const high = THRESHOLDS[index + 1] ?? 1;
    const band = read.filter(({ confidence }) =>
      confidence >= low && (confidence < high || high === 1)
    );
    return {
      low,
      high,
      count: band.length,
      meanConfidence: meanOf(band.map(({ confidence }) => confidence)),
      accuracy: meanOf(band.map((pair) => isWrong(pair) ? 0 : 1)),
    };
  });
}

/** 0 without a value. */
function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
