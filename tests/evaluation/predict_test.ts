/** Weights that diverged in the last update are refused in one sentence. */
import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { predictTrained, validate } from "../../lib/evaluation/predict.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { exampleImages } from "../testdata/example_images.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { train } from "../commands/train/train_process.ts";
import type { ImageDataset } from "../../lib/datasets/dataset.ts";

const HINT = "Train again with a lower learning rate, or with adam.clipNorm in a config file.";

Deno.test("predictTrained() returns probabilities, and throws where one is not finite", async () => {
  const dataset = exampleImages(Uint8Array.of(0, 1), ["A", "B"]);
  const predict = (...probabilities: number[]) =>
    predictTrained({
      predict: () => Promise.resolve(Float32Array.from(probabilities)),
      dispose() {},
    }, dataset);
  const { probabilities, labels } = await predict(1, 0, 0.5, 0.5);
  assertEquals([[...probabilities], [...labels]], [[1, 0, 0.5, 0.5], [0, 1]]);
  for (const wrong of [NaN, Infinity]) {
    const { message, hint } = await assertRejects(() => predict(1, 0, wrong, 0), UserError);
    assertEquals([message, hint], [
      `Cannot evaluate the trained weights: expected probabilities from 0 to 1 but found ${wrong}.`,
      HINT,
    ]);
  }
});

Deno.test(
  "train explains weights that diverged in its only update",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const config = join(folder, "config.json");
      // Weights that decay by more than float32 can hold.
      const recipe = { learningRate: 10, epochs: 1, limit: 94, adam: { weightDecay: 1e38 } };
      await Deno.writeTextFile(config, JSON.stringify(recipe));
      for (const validation of ["0", "0.5"]) {
        const { code, errorOutput } = await train(
          ...["--config", config, "--dataset", "synthetic", "--backend", "tensorflow", "--quiet"],
          ...["--validation", validation, "--out", join(folder, validation)],
        );
        assertEquals(code, 1, errorOutput);
        assertEquals(errorOutput.trim().split("\n"), [
          "error: Cannot evaluate the trained weights: " +
          "expected probabilities from 0 to 1 but found NaN.",
          `  ${HINT}`,
        ]);
      }
    }),
);

/** Loss and accuracy on held-out images, by hand. */

Deno.test("validate() gives the mean cross-entropy and the share of right images", async () => {
  const dataset: ImageDataset = {
    name: "tiny",
    split: "train",
    count: 4,
    height: 1,
    width: 1,
    sources: [],
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
