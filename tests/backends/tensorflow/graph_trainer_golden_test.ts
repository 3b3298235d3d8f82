/** Networks trained as one graph, step by step as Keras trained them. */

import { assertEquals, assertLess } from "@std/assert";
import type { Precision } from "../../../lib/training/trainer.ts";
import { needsPermissions } from "../../permissions.ts";
import type { GoldenDistance } from "../../testdata/follow_golden.ts";
import type { GoldenName } from "../../testdata/golden_networks.ts";

/** Trains in a process of its own, see `golden_process.ts`. */
async function compare(
  name: GoldenName,
  precision: Precision,
  towerCount: number,
): Promise<GoldenDistance> {
  const script = new URL("golden_process.ts", import.meta.url);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-P", script.pathname, name, precision, String(towerCount)],
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

for (
  const [name, towerCount] of [
    ["smooth", 1],
    ["smooth", 2],
    ["smooth", 3],
    ["baseline", 1],
    ["baseline", 2],
    ["normalized", 1], // each tower takes the moments of its own part
  ] as const
) {
  Deno.test(
    `createGraphTrainer() follows Keras's ${name} network in float32 with ${towerCount} towers`,
    needsPermissions,
    async () => {
      const distance = await compare(name, "float32", towerCount);
      // Keras differs from itself by 3e-7 in a loss and 4e-7 in a probability, see `follow_golden.ts`.
      assertLess(distance.losses, name === "normalized" ? 4e-6 : 2e-6);
      // TensorFlow's moving variance is N / (N - 1) times Keras's, with N = 64 · 14 · 14.
      assertLess(distance.evaluationLoss, name === "normalized" ? 1e-4 : 2e-6);
      assertLess(distance.accuracy, 1e-6); // the same images are right
      assertLess(distance.probability, name === "normalized" ? 1e-4 : 4e-6);
    },
  );
}

Deno.test(
  "createGraphTrainer() stays near Keras's float32 losses in mixed_bfloat16",
  needsPermissions,
  async () => {
    // bfloat16 has 8 significant bits: single losses stray by some tenths of a percent.
    assertLess((await compare("baseline", "mixed_bfloat16", 2)).losses, 0.01);
  },
);
