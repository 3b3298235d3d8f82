import { assert, assertEquals, assertThrows } from "@std/assert";
import { createRandom, splitMix64, Xoshiro128StarStar } from "../lib/random.ts";

// Published with the reference C code of xoshiro128** 1.1 for the state 1, 2, 3, 4.
const REFERENCE = [
  11520,
  0,
  5927040,
  70819200,
  2031721883,
  1637235492,
  1287239034,
  3734860849,
  3729100597,
  4258142804,
];

Deno.test("Xoshiro128StarStar follows the reference numbers of xoshiro128**", () => {
  const random = new Xoshiro128StarStar(Uint32Array.of(1, 2, 3, 4));
  assertEquals(REFERENCE.map(() => random.uint32()), REFERENCE);
});

Deno.test("splitMix64() gives the published numbers, and createRandom() begins with them", () => {
  // The published first outputs for the seed 1234567.
  const outputs = new BigUint64Array(splitMix64(1234567).buffer);
  assertEquals([...outputs], [6457827717110365317n, 3203168211198807973n]);
  const seeded = new Xoshiro128StarStar(splitMix64(1234567));
  assertEquals(createRandom(1234567).uint32(), seeded.uint32());
});

Deno.test("createRandom() refuses a seed that is not a whole number", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 53]) {
    assertThrows(() => createRandom(seed), RangeError, `but found ${seed}`);
  }
});

Deno.test("Random.next() is uniform and Random.normal() is normal", () => {
  const random = createRandom(7);
  const count = 100_000;
  const buckets = new Uint32Array(10);
  for (let index = 0; index < count; index += 1) buckets[Math.floor(random.next() * 10)] += 1;
  // Five standard deviations of a binomial count.
  for (const bucket of buckets) assert(Math.abs(bucket - count / 10) < 5 * Math.sqrt(count * 0.09));

  let [sum, squares, within] = [0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const value = random.normal();
    sum += value;
    squares += value * value;
    if (Math.abs(value) < 1) within += 1;
  }
  assert(Math.abs(sum / count) < 5 / Math.sqrt(count));
  assert(Math.abs(squares / count - 1) < 5 * Math.sqrt(2 / count));
  assert(Math.abs(within / count - 0.6827) < 5 * Math.sqrt(0.6827 * 0.3173 / count));
});

Deno.test("Random.integer() draws every number below its limit equally often", () => {
  const random = createRandom(3);
  const counts = new Uint32Array(47);
  const draws = 47_000;
  for (let index = 0; index < draws; index += 1) counts[random.integer(47)] += 1;
  for (const count of counts) assert(Math.abs(count - 1000) < 5 * Math.sqrt(1000));
  assertEquals(random.integer(1), 0);
  for (const limit of [0, -1, 1.5, 2 ** 32 + 1]) {
    assertThrows(() => random.integer(limit), RangeError, `but found ${limit}`);
  }
});

Deno.test("Random.integer() draws again where a remainder would favour small numbers", () => {
  const random = createRandom(5);
  // With two thirds of 2^32 as limit, plain remainders would halve the upper half's share.
  const limit = Math.floor(2 ** 32 / 3) * 2;
  let upper = 0;
  for (let index = 0; index < 10_000; index += 1) {
    if (random.integer(limit) >= limit / 2) upper += 1;
  }
  assert(Math.abs(upper - 5000) < 5 * 50);
});
