/** Which real examples are shown beside a guess. */

import { assertEquals } from "@std/assert";
import { createExampleSearch } from "../../../lib/app/client/nearest_examples.ts";

/** An image with one upright stroke in a column. */
function strokeAt(column: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: 784 }, (_, pixel) => pixel % 28 === column ? 255 : 0);
}

Deno.test("createExampleSearch() finds the nearest of a class, a stroke beside before one far away", () => {
  const columns = [5, 10, 11, 20];
  const images = Uint8Array.from(columns.flatMap((column) => [...strokeAt(column)]));
  const search = createExampleSearch([0, 0, 1, 0], images);
  assertEquals(search.nearest(strokeAt(11), 0, 2), [strokeAt(10), strokeAt(5)]);
  assertEquals(search.nearest(strokeAt(11), 1, 2), [strokeAt(11)]);
  assertEquals(search.nearest(strokeAt(11), 2, 2), []);
});
