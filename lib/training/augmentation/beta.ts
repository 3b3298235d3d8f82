/** Random numbers of the symmetric beta distribution, from which mix-up takes its shares. */

import type { Random } from "../../random.ts";

/**
 * Returns a number of the distribution Beta(α, α) on 0 to 1: even for α = 1, near 0 or 1 for small α,
 * near 1/2 for large α. It is X / (X + Y) for independent X and Y of Gamma(α, 1).
 *
 * @param alpha α, above 0.
 */
export function drawSymmetricBeta(alpha: number, random: Random): number {
  // Logarithms, since for small α both X and Y may be too small for a number.
  const difference = drawLogGamma(alpha, random) - drawLogGamma(alpha, random);
  return 1 / (1 + Math.exp(-difference));
}

/**
 * Returns the logarithm of a number of Gamma(α, 1) by Marsaglia and Tsang, "A Simple Method for
 * Generating Gamma Variables", ACM Transactions on Mathematical Software 26(3), 2000; below α = 1
 * as there: Gamma(α + 1) · U^(1/α).
 */
function drawLogGamma(alpha: number, random: Random): number {
  if (alpha < 1) return drawLogGamma(alpha + 1, random) + Math.log(1 - random.next()) / alpha;
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  while (true) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - random.next();
    if (Math.log(u) < x * x / 2 + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}
