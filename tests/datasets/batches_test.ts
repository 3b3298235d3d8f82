import { assert, assertEquals, assertThrows } from "@std/assert";
import { gatherBatch, sequentialOrder, shuffledOrder } from "../../lib/datasets/batches.ts";
import { createRandom } from "../../lib/random.ts";
import { exampleDataset } from "./example_dataset.ts";

Deno.test("shuffledOrder() holds every number once and repeats for one seed", () => {
  const order = shuffledOrder(1000, createRandom(1));
  assertEquals(order.toSorted(), sequentialOrder(1000));
  assertEquals(shuffledOrder(1000, createRandom(1)), order);
  const other = shuffledOrder(1000, createRandom(2));
  assert(order.some((index, position) => index !== other[position]));
});

Deno.test("shuffledOrder() makes all orders of three equally likely", () => {
  const random = createRandom(4);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw += 1) {
    const key = shuffledOrder(3, random).join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  assertEquals([...counts.keys()].sort(), ["012", "021", "102", "120", "201", "210"]);
  // Five standard deviations of a binomial count with p = 1/6.
  for (const count of counts.values()) assert(Math.abs(count - 1000) < 145);
});

Deno.test("shuffledOrder() copes with none and one", () => {
  assertEquals(shuffledOrder(0, createRandom(1)).length, 0);
  assertEquals([...shuffledOrder(1, createRandom(1))], [0]);
});

Deno.test("gatherBatch() copies images and labels in the given order", () => {
  const dataset = exampleDataset([0, 1, 2, 1, 0]);
  const batch = gatherBatch(dataset, Uint32Array.of(4, 2, 1, 0, 3), 1, 2);
  assertEquals(batch.count, 2);
  assertEquals([...batch.images], [2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
  assertEquals([...batch.labels], [2, 1]);
  batch.images.fill(99);
  assertEquals(dataset.images[2 * 6], 2);
});

Deno.test("gatherBatch() counts every example: the last batch is smaller", () => {
  const dataset = exampleDataset([0, 1, 2, 1, 0, 2, 2]);
  const order = shuffledOrder(dataset.count, createRandom(8));
  const seen: number[] = [];
  for (let start = 0; start < order.length; start += 3) {
    const batch = gatherBatch(dataset, order, start, 3);
    for (let index = 0; index < batch.count; index += 1) seen.push(batch.images[index * 6]);
  }
  assertEquals(seen.sort(), [0, 1, 2, 3, 4, 5, 6]);
});

Deno.test("gatherBatch() refuses places outside the order and images outside the data set", () => {
  const dataset = exampleDataset([0, 1]);
  const order = sequentialOrder(2);
  assertThrows(() => gatherBatch(dataset, order, 2, 1), RangeError, "but found 2");
  assertThrows(() => gatherBatch(dataset, order, 0, 0), RangeError, "but found 0");
  assertThrows(() => gatherBatch(dataset, Uint32Array.of(5), 0, 1), RangeError, "below 2");
});
