/** How far the measured accuracy may be from the true one, given the number of images. */

/** A confidence interval. */
export interface Interval {
  /** Its lower end. */
  readonly low: number;
  /** Its upper end. */
  readonly high: number;
}

/** The 0.975 quantile of the standard normal distribution, which makes a 95 % interval. */
const NORMAL_QUANTILE_95 = 1.959963984540054;

/**
 * Returns Wilson's 95 % score interval of a proportion, 0 to 1, without continuity correction.
 *
 * With `p = successes / trials` and the normal quantile `z`:
 * `(p + z²/2n ± z sqrt(p (1 - p)/n + z²/4n²)) / (1 + z²/n)` (Wilson, Journal of the American
 * Statistical Association 22, 1927). Of no trial (0/0) the interval is 0 to 1: nothing is known.
 *
 * @throws {RangeError} unless 0 ≤ successes ≤ trials.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(
      `Cannot compute an accuracy interval: expected successes from 0 to ${trials} but found ` +
        `${successes}`,
    );
  }
  if (trials === 0) return { low: 0, high: 1 };
  const z = NORMAL_QUANTILE_95;
  const proportion = successes / trials;
  const scale = 1 + z * z / trials;
  const center = (proportion + z * z / (2 * trials)) / scale;
  const variance = proportion * (1 - proportion) / trials + z * z / (4 * trials * trials);
  const reach = z * Math.sqrt(variance) / scale;
  return {
    low: successes === 0 ? 0 : center - reach,
    high: successes === trials ? 1 : center + reach,
  };
}
