/** The paired bootstrap: how far apart two runs are on the same images. */

import type { Interval } from "./accuracy_interval.ts";
import {
  bootstrapMeans,
  DEFAULT_COVERAGE,
  DEFAULT_RESAMPLES,
  percentileInterval,
  type UniformRandom,
} from "./bootstrap.ts";

/** Settings of the bootstrap. */
export interface BootstrapOptions {
  /**
   * How often the images are drawn again.
   *
   * @default {2000}
   */
  readonly resamples?: number;
  /**
   * Coverage of the interval, above 0 and below 1.
   *
   * @default {0.95}
   */
  readonly coverage?: number;
}

/** What {@linkcode pairedBootstrap} found. */
export interface PairedBootstrapResult {
  /** Mean score of the second run minus that of the first. */
  readonly difference: number;
  /** Interval of the difference. */
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
 * Throws `TypeError` when the lengths differ and `RangeError` without any image.
 */
export function pairedBootstrap(
  firstScores: Uint8Array | Float64Array,
  secondScores: Uint8Array | Float64Array,
  random: UniformRandom,
  { resamples = DEFAULT_RESAMPLES, coverage = DEFAULT_COVERAGE }: BootstrapOptions = {},
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
    interval: percentileInterval(statistics, coverage),
    pValue: Math.min(1, 2 * (1 + Math.min(atMostZero, atLeastZero)) / (resamples + 1)),
  };
}
