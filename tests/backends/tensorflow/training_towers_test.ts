import { assertAlmostEquals, assertEquals } from "@std/assert";
import { splitBatch } from "../../../lib/backends/tensorflow/training_towers.ts";

Deno.test("splitBatch() gives every image to one tower, as evenly as can be", () => {
  for (const towerCount of [1, 2, 3, 4]) {
    for (let count = towerCount; count < 20; count++) {
      const parts = splitBatch(count, towerCount);
      assertEquals(
        parts.map(({ start }) => start),
        [0, ...parts.map(({ end }) => end)].slice(0, -1),
      );
      assertEquals(parts[towerCount - 1].end, count);
      const sizes = parts.map(({ start, end }) => end - start);
      assertEquals(Math.max(...sizes) - Math.min(...sizes) <= 1, true);
      assertAlmostEquals(parts.reduce((sum, { share }) => sum + share, 0), 1, 1e-12);
      parts.forEach(({ share }, tower) => assertAlmostEquals(share, sizes[tower] / count, 1e-12));
    }
  }
});

Deno.test("splitBatch() lends the first image to towers that are left over", () => {
  assertEquals(splitBatch(1, 2), [
    { start: 0, end: 1, share: 1 },
    { start: 0, end: 1, share: 0 },
  ]);
  const shares = splitBatch(2, 4).map(({ start, end, share }) => [end - start, share]);
  assertEquals(shares.filter(([size]) => size === 1).length, 4);
  assertEquals(shares.map(([, share]) => share).sort(), [0, 0, 0.5, 0.5]);
});
