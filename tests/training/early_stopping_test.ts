/** The watch stops when Keras's callback does; `testdata/loss_watchers.py` made the values. */

import { assertEquals, assertThrows } from "@std/assert";
import { createEarlyStopping } from "../../lib/training/early_stopping.ts";
import golden from "./testdata/loss_watchers.json" with { type: "json" };

Deno.test("createEarlyStopping() stops when Keras's EarlyStopping does", () => {
  const isOver = createEarlyStopping(golden.stopPatience);
  assertEquals(golden.losses.findIndex((loss) => isOver(loss)), golden.stopEpoch);
});

Deno.test("createEarlyStopping() counts a loss that is not a number as no smaller", () => {
  const isOver = createEarlyStopping(2);
  assertEquals([NaN, 3, NaN, 3].map((loss) => isOver(loss)), [false, false, false, true]);
});

Deno.test("createEarlyStopping() throws on a patience of no epoch", () => {
  assertThrows(() => createEarlyStopping(0), RangeError, "but found 0");
});
