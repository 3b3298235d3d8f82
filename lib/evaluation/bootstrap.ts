/** The bootstrap: how a statistic would vary if other images of the same kind had been drawn. */

import type { Random } from "../random.ts";
import type { Interval } from "./accuracy_interval.ts";

/** All that the bootstrap needs of a generator; `createRandom()` makes a seeded one. */
export type UniformRandom = Pick<Random, "next">;

/** Enough to know the ends of a 95 % interval to about 6 % of its half width. */
const DEFAULT_RESAMPLES = 2000;

/** Coverage of the intervals, 0 to 1. */
const DEFAULT_COVERAGE = 0.95;

/**
 * Returns the statistic of `resamples` random draws of images, ascending.
 *
 * A draw is `n` image indices with replacement, `[n]` uint32, and is overwritten by the next one.
 *
 * @throws {RangeError} without an image or a resample.
 */
export function bootstrapStatistics(
  images: number,
  statisticOf: (draw: Uint32Array) => number,
  random: UniformRandom,
  resamples: number = DEFAULT_RESAMPLES,
): Float64Array {
  if (!(images >= 1 && resamples >= 1)) {
    throw new RangeError(
      `Cannot bootstrap: expected at least 1 image and 1 resample but found ${images} and ` +
        `${resamples}`,
    );
  }
  const draw = new Uint32Array(images);
  return Float64Array.from({ length: resamples }, () => {
    for (let position = 0; position < images; position++) draw[position] = random.next() * images;
    return statisticOf(draw);
  }).sort();
}

/** Returns the means of `resamples` random draws out of `values`, `[n]`, ascending. */
export function bootstrapMeans(
  values: Float64Array,
  random: UniformRandom,
  resamples?: number,
): Float64Array {
  const meanOf = (draw: Uint32Array) => {
    let sum = 0;
    for (let position = 0; position < draw.length; position++) sum += values[draw[position]];
    return sum / draw.length;
  };
  return bootstrapStatistics(values.length, meanOf, random, resamples);
}

/**
 * Returns the percentile interval of ascending bootstrap statistics (Efron and Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapter 13), between order statistics linearly interpolated.
 *
 * @throws {RangeError} unless the coverage is above 0 and below 1.
 */
export function percentileInterval(
  statistics: Float64Array,
  coverage: number = DEFAULT_COVERAGE,
): Interval {
  if (!(coverage > 0 && coverage < 1)) {
    throw new RangeError(
      `Cannot compute an interval: expected a coverage between 0 and 1 but found ${coverage}`,
    );
  }
  return {
    low: quantile(statistics, (1 - coverage) / 2),
    high: quantile(statistics, (1 + coverage) / 2),
  };
}

function quantile(ascending: Float64Array, probability: number): number {
  const position = probability * (ascending.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
}

/** What {@linkcode pairedBootstrap} found. */
export interface PairedBootstrapResult {
  /** Mean score of the second run minus that of the first. */
  readonly difference: number;
  /** 95 % interval of the difference. */
  readonly interval: Interval;
  /** Two-sided, above 0 to 1: how probable such a difference is when there is none. */
  readonly pValue: number;
}

/**
 * Compares the mean scores of two runs on the same images by a paired bootstrap.
 *
 * A score is one number an image, `[n]`: 1 or 0 for right or wrong (then the means are accuracies),
 * or a loss. Both runs' scores of an image are drawn together, so that what makes an image hard for
 * both cancels out. The interval is the percentile interval; p is
 * `2 (1 + min(count of d* ≤ 0, count of d* ≥ 0)) / (resamples + 1)`, at most 1 (Davison and
 * Hinkley, Bootstrap Methods and their Application, 1997, section 4.2). Two equal runs give p = 1.
 *
 * @throws {TypeError} when the lengths differ.
 * @throws {RangeError} without any image.
 */
export function pairedBootstrap(
  firstScores: Uint8Array | Float64Array,
  secondScores: Uint8Array | Float64Array,
  random: UniformRandom,
  resamples: number = DEFAULT_RESAMPLES,
): PairedBootstrapResult {
  if (firstScores.length !== secondScores.length) {
    throw new TypeError(
      `Cannot compare runs: expected the same images in both but found ${firstScores.length} ` +
        `and ${secondScores.length}`,
    );
  }
  const differences = Float64Array.from(firstScores, (score, image) => secondScores[image] - score);
  const statistics = bootstrapMeans(differences, random, resamples);
  const atMostZero = statistics.filter((difference) => difference <= 0).length;
  const atLeastZero = statistics.filter((difference) => difference >= 0).length;
  return {
    difference: differences.reduce((sum, value) => sum + value, 0) / differences.length,
    interval: percentileInterval(statistics),
    pValue: Math.min(1, 2 * (1 + Math.min(atMostZero, atLeastZero)) / (resamples + 1)),
  };
}
