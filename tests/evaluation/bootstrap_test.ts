import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  bootstrapMeans,
  bootstrapStatistics,
  pairedBootstrap,
  percentileInterval,
} from "../../lib/evaluation/bootstrap.ts";
import { createRandom } from "../../lib/random.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };

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

/** 2,000 images: 1,500 right in both, 200 only in the second, 120 only in the first. */
function twoRuns(): [Uint8Array, Uint8Array] {
  const first = Uint8Array.from({ length: 2000 }, (_, image) => image < 1620 ? 1 : 0);
  const second = Uint8Array.from(
    { length: 2000 },
    (_, image) => image < 1500 || image >= 1800 ? 1 : 0,
  );
  return [first, second];
}

Deno.test("pairedBootstrap() comes near SciPy's bootstrap and the normal approximation", () => {
  const result = pairedBootstrap(...twoRuns(), createRandom(7), 4000);
  const difference = (200 - 120) / 2000;
  assertAlmostEquals(result.difference, difference, 1e-12);
  const halfWidth = 1.96 * Math.sqrt((320 / 2000 - difference ** 2) / 2000);
  // 4,000 resamples know the interval's ends to about 4 % of its half width.
  const tolerance = 0.08 * halfWidth;
  const { low, high } = result.interval;
  assertAlmostEquals(low, golden.pairedBootstrap.low, tolerance);
  assertAlmostEquals(high, golden.pairedBootstrap.high, tolerance);
  assertAlmostEquals(low, difference - halfWidth, tolerance);
  assertAlmostEquals(high, difference + halfWidth, tolerance);
  assert(result.pValue < 0.001);
});

Deno.test("pairedBootstrap() of two images has the exact distribution of their four draws", () => {
  // Differences 1 and 0: the mean of a draw is 0, 1/2 or 1 with odds 1 to 2 to 1.
  const random = createRandom(3);
  const resamples = 8000;
  const result = pairedBootstrap(Uint8Array.of(0, 1), Uint8Array.of(1, 1), random, resamples);
  assertEquals(result.difference, 0.5);
  assertEquals(result.interval, { low: 0, high: 1 });
  // P(d* ≤ 0) = 1/4, so p = 1/2 within three standard errors.
  assertAlmostEquals(result.pValue, 0.5, 2 * 3 * Math.sqrt(0.25 * 0.75 / resamples));
});

Deno.test("pairedBootstrap() repeats itself with the same seed only", () => {
  const once = pairedBootstrap(...twoRuns(), createRandom(1), 200);
  const again = pairedBootstrap(...twoRuns(), createRandom(1), 200);
  const other = pairedBootstrap(...twoRuns(), createRandom(2), 200);
  assertEquals(once, again);
  assert(once.interval.low !== other.interval.low);
});

Deno.test("pairedBootstrap() finds no difference between equal runs", () => {
  const [first] = twoRuns();
  const result = pairedBootstrap(first, first, createRandom(5), 100);
  assertEquals(result, { difference: 0, interval: { low: 0, high: 0 }, pValue: 1 });
});

Deno.test("pairedBootstrap() changes sign when the runs change places", () => {
  const [first, second] = twoRuns();
  const forth = pairedBootstrap(first, second, createRandom(9), 300);
  const back = pairedBootstrap(second, first, createRandom(9), 300);
  assertAlmostEquals(forth.interval.low, -back.interval.high, 1e-12);
  assertEquals(forth.pValue, back.pValue);
});

Deno.test("pairedBootstrap() throws on lengths, coverages and counts that make no sense", () => {
  const random = createRandom(1);
  const [one, two] = [Uint8Array.of(1), Uint8Array.of(1, 0)];
  const none = Uint8Array.of();
  assertThrows(() => pairedBootstrap(one, two, random), TypeError, "found 1 and 2");
  assertThrows(() => pairedBootstrap(none, none, random), RangeError, "found 0 and 2000");
  assertThrows(
    () => percentileInterval(Float64Array.of(0, 1), 95),
    RangeError,
    "between 0 and 1 but found 95",
  );
});
