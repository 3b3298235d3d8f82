import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { loadDataset } from "../../lib/datasets/load.ts";
import { BALANCED_CHARACTERS } from "../../lib/datasets/splits.ts";
import { countByClass } from "../../lib/datasets/stratified_sample.ts";
import { createSyntheticDataset } from "../../lib/datasets/synthetic.ts";
import { needsPermissions } from "../permissions.ts";

const PIXELS = 28 * 28;

Deno.test("createSyntheticDataset() draws the same pixels for one seed and others for another", () => {
  const draw = (seed: number) => createSyntheticDataset("train", { imagesPerClass: 2, seed });
  assertEquals(draw(3), draw(3));
  assertNotEquals(draw(3).sources, draw(4).sources);
  const test = createSyntheticDataset("test", { imagesPerClass: 2, seed: 3 });
  assertNotEquals(test.sources, draw(3).sources);
});

Deno.test("createSyntheticDataset() keeps the pixels that results were recorded with", () => {
  // Runs name this digest; when it changes, say so in EXPERIMENTS.md.
  const [source] = createSyntheticDataset("test", { imagesPerClass: 1 }).sources;
  assertEquals(source.sha256, "0edba9be4e0ff94144c1c6e2b97e2d9a8f23a6fd43a981d0aa232a060481bab5");
});

Deno.test(
  "createSyntheticDataset() draws all classes equally often",
  needsPermissions,
  async () => {
    const train = await loadDataset("synthetic", "train");
    const test = await loadDataset("synthetic", "test");
    assertEquals([...countByClass(train)], new Array(47).fill(400));
    assertEquals([...countByClass(test)], new Array(47).fill(80));
    assertEquals(train.characters, BALANCED_CHARACTERS);
  },
);

Deno.test("createSyntheticDataset() draws centred characters with full ink and a clean border", () => {
  const { images, count } = createSyntheticDataset("train", { imagesPerClass: 20 });
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    const image = images.subarray(index * PIXELS, (index + 1) * PIXELS);
    const rows = [...image.keys()].filter((pixel) => image[pixel] > 0);
    const ys = rows.map((pixel) => Math.floor(pixel / 28));
    const xs = rows.map((pixel) => pixel % 28);
    assert(Math.max(...image) >= 240);
    assert(Math.min(...ys, ...xs) >= 0 && Math.max(...ys, ...xs) <= 27);
    // At most one pixel of shift, and half a pixel for each edge's rounding.
    assert(Math.abs(Math.min(...xs) + Math.max(...xs) - 27) <= 4);
    assert(Math.abs(Math.min(...ys) + Math.max(...ys) - 27) <= 4);
    for (const corner of [0, 27, 27 * 28, PIXELS - 1]) assertEquals(image[corner], 0);
    total += image.reduce((sum, grey) => sum + grey, 0);
  }
  // The training split of emnist47 has a mean of 0.1725 of full ink.
  const mean = total / (255 * count * PIXELS);
  assert(mean > 0.1 && mean < 0.25, `mean ink ${mean}`);
});

Deno.test("createSyntheticDataset() draws classes that can be told apart", () => {
  const train = createSyntheticDataset("train", { imagesPerClass: 60 });
  const test = createSyntheticDataset("test", { imagesPerClass: 10 });
  const accuracy = nearestMeanAccuracy(train, test);
  // Chance is 0.021. Some pairs, such as 0 and O, are alike on purpose.
  assert(accuracy > 0.75, `accuracy ${accuracy}`);
});

Deno.test("createSyntheticDataset() refuses less than one image a class", () => {
  assertThrows(
    () => createSyntheticDataset("train", { imagesPerClass: 0 }),
    RangeError,
    "found 0",
  );
});

/** The share of test images that lie nearest to the mean image of their own class. */
function nearestMeanAccuracy(train: ImageDataset, test: ImageDataset): number {
  const counts = countByClass(train);
  const means = Array.from(counts, () => new Float64Array(PIXELS));
  for (let index = 0; index < train.count; index += 1) {
    const label = train.labels[index];
    for (let pixel = 0; pixel < PIXELS; pixel += 1) {
      means[label][pixel] += train.images[index * PIXELS + pixel] / counts[label];
    }
  }
  let right = 0;
  for (let index = 0; index < test.count; index += 1) {
    const image = test.images.subarray(index * PIXELS, (index + 1) * PIXELS);
    const distances = means.map((mean) =>
      image.reduce((sum, grey, pixel) => sum + (grey - mean[pixel]) ** 2, 0)
    );
    if (distances.indexOf(Math.min(...distances)) === test.labels[index]) right += 1;
  }
  return right / test.count;
}
