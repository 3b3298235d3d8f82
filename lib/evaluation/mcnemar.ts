/** McNemar's test: is one of two runs better on the same images, or was it luck? */

/** What {@linkcode mcnemarTest} found. */
export interface McnemarResult {
  /** Images that only the first run got right. */
  readonly onlyFirst: number;
  /** Images that only the second run got right. */
  readonly onlySecond: number;
  /** How the p-value was computed. */
  readonly method: "exact binomial" | "chi-squared with continuity correction";
  /** The smaller of the two numbers (exact binomial), or the chi-squared statistic. */
  readonly statistic: number;
  /** Two-sided, 0 to 1: how probable so uneven a split is when both runs are equally good. */
  readonly pValue: number;
}

/** The customary number of images that one run alone got right from which chi-squared serves. */
const EXACT_BELOW = 25;

/**
 * Tests whether two runs are right equally often, from which images each got right, `[n]` 1 or 0.
 *
 * Only the `b` and `c` images that one run alone got right count (McNemar, Psychometrika 12, 1947).
 * With `b + c` below 25 the p-value is the exact `min(1, 2 P(X ≤ min(b, c)))` for
 * `X ~ Binomial(b + c, 1/2)`; from 25 on it is the upper tail of chi-squared with one degree of
 * freedom at `(|b - c| - 1)² / (b + c)`, continuity-corrected (Edwards, Psychometrika 13, 1948).
 * Without any such image (0/0) p is 1.
 *
 * @throws {TypeError} when the lengths differ.
 */
export function mcnemarTest(firstCorrect: Uint8Array, secondCorrect: Uint8Array): McnemarResult {
  if (firstCorrect.length !== secondCorrect.length) {
    throw new TypeError(
      `Cannot compare runs: expected the same images in both but found ${firstCorrect.length} ` +
        `and ${secondCorrect.length}`,
    );
  }
  let [onlyFirst, onlySecond] = [0, 0];
  for (const [image, correct] of firstCorrect.entries()) {
    if (correct > secondCorrect[image]) onlyFirst++;
    if (correct < secondCorrect[image]) onlySecond++;
  }
  return { onlyFirst, onlySecond, ...significance(onlyFirst, onlySecond) };
}

function significance(onlyFirst: number, onlySecond: number) {
  const discordant = onlyFirst + onlySecond;
  if (discordant < EXACT_BELOW) {
    const statistic = Math.min(onlyFirst, onlySecond);
    const pValue = Math.min(1, 2 * binomialLowerTail(statistic, discordant));
    return { method: "exact binomial" as const, statistic, pValue };
  }
  // The correction moves |b - c| towards 0 but never past it.
  const difference = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
  const statistic = difference ** 2 / discordant;
  return {
    method: "chi-squared with continuity correction" as const,
    statistic,
    pValue: chiSquaredTail(statistic),
  };
}

/** P(X ≤ successes) for X ~ Binomial(trials, 1/2). */
function binomialLowerTail(successes: number, trials: number): number {
  let ways = 1;
  let sum = 1;
  for (let k = 1; k <= successes; k++) {
    ways *= (trials - k + 1) / k;
    sum += ways;
  }
  return sum / 2 ** trials;
}

/** Below this square root the series is the shorter way, above it the continued fraction is. */
const SERIES_LIMIT = 2;

/** Enough for full float64 precision on both sides of the limit. */
const TERMS = 120;

/**
 * Returns the probability that a chi-squared variable with one degree of freedom is at least
 * `statistic`, 0 to 1, to a relative error of about 1e-13.
 *
 * It is `erfc(sqrt(statistic / 2))`, from the series of erf or the continued fraction of erfc
 * (Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 7.1.6 and 7.1.14).
 *
 * @throws {RangeError} when the statistic is negative.
 */
export function chiSquaredTail(statistic: number): number {
  if (!(statistic >= 0)) {
    throw new RangeError(
      `Cannot compute a chi-squared tail: expected a statistic from 0 but found ${statistic}`,
    );
  }
  const x = Math.sqrt(statistic / 2);
  return x < SERIES_LIMIT ? 1 - errorFunctionSeries(x) : complementFraction(x);
}

/** erf(x) = 2/sqrt(pi) exp(-x²) sum over n of 2^n x^(2n+1) / (1 · 3 · … · (2n+1)). */
function errorFunctionSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < TERMS; n++) {
    term *= 2 * x * x / (2 * n + 1);
    sum += term;
  }
  return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
}

/** erfc(x) = exp(-x²)/sqrt(pi) · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))). */
function complementFraction(x: number): number {
  let denominator = x;
  for (let n = TERMS; n >= 1; n--) denominator = x + n / 2 / denominator;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / denominator;
}
