/** The lines that a person sees of a job on a cluster. */

import { assertEquals } from "@std/assert";
import { RayProgress } from "../../lib/cluster/ray_progress.ts";

Deno.test("RayProgress counts what is done, failed and running, and the time that is left", () => {
  let time = 0;
  const progress = new RayProgress(4, () => time);
  const nodes = [{ name: "head-1", here: true, processors: 0 }, {
    name: "one-2",
    here: false,
    processors: 8,
  }];
  assertEquals(progress.line({ event: "cluster", nodes }), "Ray: 1 node with 8 processors");
  const start = (name: string, resumed = false) =>
    progress.line({ event: "started", name, node: "one-2", resumed });
  assertEquals(start("a"), "a runs on one-2");
  assertEquals(start("b", true), "b runs on one-2, from its checkpoint");
  time = 60_000;
  assertEquals(
    progress.line({ event: "done", name: "a", exit: 0 }),
    "a is done. 1 of 4 done, 1 running, about 3 min left",
  );
  assertEquals(
    progress.line({ event: "failed", name: "b", message: "no space" }),
    "b failed: no space\n1 of 4 done, 1 failed, 0 running, about 60 s left",
  );
});

Deno.test("RayProgress shows the epochs of a training and nothing else of it, in 80 columns", () => {
  const progress = new RayProgress(1);
  const line = (line: string) =>
    progress.line({ event: "progress", name: "a-long-name", node: "n", line });
  assertEquals(line("Data: emnist47"), undefined);
  const shown = line("epoch 2/10 | loss 0.4000 | accuracy 85.00 % | 6,359 images/s | 14 s");
  assertEquals(shown, "a-long-name: epoch 2/10 | loss 0.4000 | accuracy 85.00 %");
});
