/** Images and targets are blended with the same partners and the same share. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/random.ts";
import { mixUp } from "../../../lib/training/augmentation/mix_up.ts";

/** Ten images of one pixel, 10 times their number, with one class each. */
function createBatch() {
  const targets = new Float32Array(100);
  for (let row = 0; row < 10; row += 1) targets[row * 11] = 1;
  return { images: Uint8Array.from({ length: 10 }, (_, row) => 10 * row), targets, count: 10 };
}

Deno.test("mixUp() blends every image with one other, and its target likewise", () => {
  const mixed = mixUp(createBatch(), 1, createRandom(4));
  const partners: number[] = [];
  const shares: number[] = [];
  for (let row = 0; row < 10; row += 1) {
    const target = mixed.targets.subarray(row * 10, row * 10 + 10);
    const partner = target.findIndex((value, column) => value > 0 && column !== row);
    partners.push(partner === -1 ? row : partner);
    if (partner !== -1) shares.push(target[row]);
    const expected = target.reduce((sum, value, column) => sum + value * 10 * column);
    assertEquals(mixed.images[row], Math.round(expected));
    assertAlmostEquals(target.reduce((sum, value) => sum + value), 1, 1e-6); // float32
  }
  assertEquals(partners.toSorted(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals(new Set(shares).size, 1);
  assert(shares[0] >= 0.5 && shares[0] < 1);
});

Deno.test("mixUp() leaves the batch that it was given alone, and repeats for a seed", () => {
  const batch = createBatch();
  const first = mixUp(batch, 0.4, createRandom(9));
  assertEquals(batch, createBatch());
  assertEquals(mixUp(batch, 0.4, createRandom(9)), first);
});
