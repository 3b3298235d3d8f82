/** The watch stops when Keras's callback does; `testdata/loss_watchers.py` made the values. */

import { assertEquals, assertThrows } from "@std/assert";
import { createEarlyStopping } from "../../lib/training/early_stopping.ts";
import golden from "./testdata/loss_watchers.json" with { type: "json" };

Deno.test("createEarlyStopping() stops when Keras's EarlyStopping does, also through JSON", () => {
  const options = { patience: golden.stopPatience };
  let stopping = createEarlyStopping(options);
  const bestEpochs: number[] = [];
  let epoch = 0;
  for (let stop = false; !stop; epoch += 1) {
    const verdict = stopping.observe(golden.losses[epoch]);
    if (verdict.best) bestEpochs.push(epoch);
    stop = verdict.stop;
    stopping = createEarlyStopping(options, JSON.parse(JSON.stringify(stopping.state())));
  }
  assertEquals(epoch - 1, golden.stopEpoch);
  assertEquals(bestEpochs, golden.bestEpochs);
});

Deno.test("createEarlyStopping() counts a loss that is not a number as no better", () => {
  const stopping = createEarlyStopping({ patience: 2 });
  assertEquals(stopping.observe(NaN), { best: false, stop: false });
  assertEquals(stopping.observe(3), { best: true, stop: false });
  assertEquals(stopping.observe(NaN), { best: false, stop: false });
  assertEquals(stopping.observe(3), { best: false, stop: true });
});

Deno.test("createEarlyStopping() throws on a patience of no epoch", () => {
  assertThrows(() => createEarlyStopping({ patience: 0 }), RangeError, "but found 0");
});
