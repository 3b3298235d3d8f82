/** Loss and accuracy on held-out images, by hand. */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { validate } from "../../lib/evaluation/validate.ts";

Deno.test("validate() gives the mean cross-entropy and the share of right images", async () => {
  const dataset: ImageDataset = {
    ...{ name: "tiny", split: "train", count: 4, height: 1, width: 1, sources: [] },
    images: Uint8Array.of(1, 2, 3, 4),
    labels: Uint8Array.of(0, 1, 1, 0),
    characters: ["a", "b"],
  };
  const seen: number[][] = [];
  const { loss, accuracy } = await validate({
    predict(images) {
      seen.push([...images]);
      return Promise.resolve(Float32Array.of(0.5, 0.5, 0.25, 0.75, 0.75, 0.25, 1, 0));
    },
    dispose() {},
  }, dataset);
  assertEquals(seen, [[1, 2, 3, 4]]);
  assertAlmostEquals(
    loss,
    -(Math.log(0.5) + Math.log(0.75) + Math.log(0.25) + Math.log(1)) / 4,
    1e-7,
  );
  assertEquals(accuracy, 0.75); // of two level classes the first counts as predicted
});
