/** The watch reduces when Keras's callback does; `testdata/loss_watchers.py` made the values. */

import { assertEquals, assertThrows } from "@std/assert";
import { createPlateau } from "../../lib/training/plateau.ts";
import golden from "./testdata/loss_watchers.json" with { type: "json" };

Deno.test("createPlateau() reduces when Keras's ReduceLROnPlateau does", () => {
  const plateau = createPlateau(golden.plateau);
  const multipliers = golden.losses.map((loss) => Math.fround(plateau(loss)));
  assertEquals(multipliers, golden.multipliers);
});

Deno.test("createPlateau() counts a loss that is not a number as no better", () => {
  const plateau = createPlateau({ factor: 0.1, patience: 2, minimum: 0 });
  assertEquals([NaN, NaN, 1, NaN, 0.5].map((loss) => plateau(loss)), [
    1,
    0.1,
    0.1,
    0.1,
    0.1,
  ]);
});

Deno.test("createPlateau() throws when an option is out of range", () => {
  const good = { factor: 0.5, patience: 1, minimum: 0 };
  assertThrows(() => createPlateau({ ...good, factor: 1 }), RangeError, "but found 1");
  assertThrows(() => createPlateau({ ...good, patience: 0 }), RangeError, "but found 0");
  assertThrows(() => createPlateau({ ...good, minimum: -1 }), RangeError, "but found -1");
});
