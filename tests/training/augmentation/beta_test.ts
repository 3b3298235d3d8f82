/** Draws have the moments and quantiles of the beta distribution. */

import { assert, assertAlmostEquals } from "@std/assert";
import { createRandom } from "../../../lib/random.ts";
import { drawSymmetricBeta } from "../../../lib/training/augmentation/beta.ts";

const COUNT = 20_000;

// Quarter, middle and three-quarter points: scipy.stats.beta(a, a).ppf([0.25, 0.5, 0.75]) of SciPy 1.17.1.
const QUARTILES: [number, [number, number, number]][] = [
  [0.2, [0.023814718768253692, 0.5, 0.9761852812317463]],
  [1, [0.25, 0.5, 0.75]],
  [4, [0.3788484406417074, 0.5, 0.6211515593582926]],
];

for (const [alpha, quartiles] of QUARTILES) {
  Deno.test(`drawSymmetricBeta() has the moments and quartiles of Beta(${alpha}, ${alpha})`, () => {
    const random = createRandom(7);
    const draws = Array.from({ length: COUNT }, () => drawSymmetricBeta(alpha, random));
    const variance = draws.reduce((sum, draw) => sum + (draw - 0.5) ** 2, 0) / COUNT;
    // The squared deviations of draws from 0 to 1 deviate by at most 1/8 themselves.
    assertAlmostEquals(variance, 1 / (4 * (2 * alpha + 1)), 4 * 0.125 / Math.sqrt(COUNT));
    quartiles.forEach((quartile, index) => {
      const below = draws.filter((draw) => draw < quartile).length / COUNT;
      const share = (index + 1) / 4;
      assertAlmostEquals(below, share, 4 * Math.sqrt(share * (1 - share) / COUNT));
    });
  });
}

Deno.test("drawSymmetricBeta() stays a number from 0 to 1 for very small and large alphas", () => {
  const random = createRandom(1);
  for (const alpha of [1e-6, 1e-3, 1e6]) {
    for (let index = 0; index < 100; index += 1) {
      const draw = drawSymmetricBeta(alpha, random);
      assert(draw >= 0 && draw <= 1, `${draw} for ${alpha}`);
    }
  }
});
