import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  bootstrapMeans,
  bootstrapStatistics,
  percentileInterval,
} from "../../lib/evaluation/bootstrap.ts";
import { createRandom } from "../../lib/random.ts";

Deno.test("bootstrapStatistics() draws every image equally often, with replacement", () => {
  const drawn = new Uint32Array(5);
  let repeated = 0;
  bootstrapStatistics(
    5,
    (draw) => {
      for (const image of draw) drawn[image]++;
      if (new Set(draw).size < 5) repeated++;
      return 0;
    },
    createRandom(8),
    4000,
  );
  // 20,000 draws, each image 4,000 ± 57 times; all five differ in 5!/5^5 = 3.84 % of the resamples.
  for (const count of drawn) assertAlmostEquals(count, 4000, 4 * 57);
  assertAlmostEquals(repeated / 4000, 1 - 120 / 3125, 0.013);
});

Deno.test("bootstrapMeans() are ascending and spread by the standard error", () => {
  const values = Float64Array.from({ length: 400 }, (_, image) => image % 2);
  const means = bootstrapMeans(values, createRandom(9), 3000);
  assertEquals(means, means.toSorted());
  const squares = means.reduce((sum, mean) => sum + (mean - 0.5) ** 2, 0) / means.length;
  // sqrt(0.25 / 400) = 0.025, known to 1 part in sqrt(2 * 3000).
  assertAlmostEquals(Math.sqrt(squares), 0.025, 4 * 0.025 / Math.sqrt(6000));
});

Deno.test("percentileInterval() interpolates between order statistics", () => {
  const statistics = Float64Array.from({ length: 11 }, (_, index) => index);
  assertEquals(percentileInterval(statistics, 0.5), { low: 2.5, high: 7.5 });
});

Deno.test("bootstrapStatistics() throws without an image or a resample", () => {
  const random = createRandom(1);
  assertThrows(() => bootstrapStatistics(0, () => 0, random), RangeError, "found 0 and 2000");
  assertThrows(() => bootstrapStatistics(5, () => 0, random, 0), RangeError, "found 5 and 0");
});
