/** The upper tail of the chi-squared distribution with one degree of freedom. */

/** Below this square root the series is the shorter way, above it the continued fraction is. */
const SERIES_LIMIT = 2;

/** Enough for full float64 precision on both sides of the limit. */
const TERMS = 120;

/**
 * Returns the probability that a chi-squared variable with one degree of freedom is at least
 * `statistic`, 0 to 1, to a relative error of about 1e-13.
 *
 * It is `erfc(sqrt(statistic / 2))`, from the series of erf or the continued fraction of erfc
 * (Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 7.1.6 and 7.1.14). Throws
 * `RangeError` when the statistic is negative.
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
