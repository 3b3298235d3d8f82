/** Operations of the baseline, by hand. */

import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { countOperations } from "../../../lib/commands/bench/model_operations.ts";
import { createModel } from "../../../lib/models/models.ts";

await tf.setBackend("cpu");

Deno.test("countOperations() counts a multiplication and an addition for each weight and position", () => {
  const model = createModel("baseline", { seed: 0 });
  const first = 2 * 26 * 26 * 9 * 32;
  const others = 2 * (11 * 11 * 9 * 32 * 64 + 3 * 3 * 9 * 64 * 128 + 1152 * 128 + 128 * 47);
  assertEquals(countOperations(model), {
    predict: first + others,
    train: 2 * first + 3 * others,
  });
  model.dispose();
});
