/** The bootstrap: how a statistic would vary if other images of the same kind had been drawn. */

import type { Random } from "../random.ts";
import type { Interval } from "./accuracy_interval.ts";

/** All that the bootstrap needs of a generator; `createRandom()` makes a seeded one. */
export type UniformRandom = Pick<Random, "next">;

/** Enough to know the ends of a 95 % interval to about 6 % of its half width. */
export const DEFAULT_RESAMPLES = 2000;

/** Coverage of the intervals, 0 to 1. */
export const DEFAULT_COVERAGE = 0.95;

/**
 * Returns the statistic of `resamples` random draws of images, ascending.
 *
 * A draw is `n` image indices with replacement, `[n]` uint32, and is overwritten by the next one.
 * Throws `RangeError` without an image or a resample.
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
 * Throws `RangeError` unless the coverage is above 0 and below 1.
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
