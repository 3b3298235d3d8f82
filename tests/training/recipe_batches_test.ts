/** The batches of a recipe: each image once an epoch, and the same batch however it is asked for. */

import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { createRandom } from "../../lib/random.ts";
import { plainRecipe } from "../../lib/recipes/plain.ts";
import { noAugmentation } from "../../lib/training/augmentation/augmentation.ts";
import type { TrainingBatch, TrainingBatches } from "../../lib/training/fit.ts";
import type { Recipe } from "../../lib/training/recipe.ts";
import {
  createRecipeBatches,
  oneHotTargets,
  SEED_LIMIT,
} from "../../lib/training/recipe_batches.ts";

const side = 8;
const count = 23;
const classCount = 3;

/** Random pixels, of which the first is the image's number. */
function createDataset(): ImageDataset {
  const random = createRandom(1);
  const images = Uint8Array.from({ length: count * side * side }, () => random.integer(256));
  for (let index = 0; index < count; index++) images[index * side * side] = index;
  return {
    name: "example",
    split: "train",
    images,
    labels: Uint8Array.from({ length: count }, (_, index) => index % classCount),
    count,
    height: side,
    width: side,
    characters: ["a", "b", "c"],
    sources: [],
  };
}

const dataset = createDataset();
const plain: Recipe = { ...plainRecipe, batchSize: 5 };
const rich: Recipe = {
  ...plain,
  labelSmoothing: 0.1,
  augmentation: { ...noAugmentation, rotation: 10, shift: 1, elastic: 0.5 },
};

function allBatches(batches: TrainingBatches, epoch: number): TrainingBatch[] {
  return Array.from({ length: batches.batchCount }, (_, index) => batches.batch(epoch, index));
}

/** The numbers of a plain batch's images. */
function imageNumbers({ images, count }: TrainingBatch): number[] {
  return Array.from({ length: count }, (_, row) => images[row * side * side]);
}

Deno.test("createRecipeBatches() shows every image once an epoch, with its label", () => {
  const batches = createRecipeBatches(dataset, { recipe: plain, seed: 0 });
  assertEquals(batches.batchCount, 5);
  for (const epoch of [1, 2, 3]) {
    const epochBatches = allBatches(batches, epoch);
    assertEquals(epochBatches.map((batch) => batch.count), [5, 5, 5, 5, 3]);
    const numbers = epochBatches.flatMap(imageNumbers);
    assertEquals(numbers.toSorted((a, b) => a - b), Array.from({ length: count }, (_, i) => i));
    for (const batch of epochBatches) {
      assertEquals(batch.images.length, batch.count * side * side);
      imageNumbers(batch).forEach((number, row) => {
        const size = side * side;
        assertEquals(
          batch.images.slice(row * size, (row + 1) * size),
          dataset.images.slice(number * size, (number + 1) * size),
        );
        const target = batch.targets.slice(row * classCount, (row + 1) * classCount);
        assertEquals(target.indexOf(1), number % classCount);
      });
    }
  }
});

Deno.test("createRecipeBatches() gives another order in another epoch and with another seed", () => {
  const order = (seed: number, epoch: number) =>
    allBatches(createRecipeBatches(dataset, { recipe: plain, seed }), epoch).flatMap(imageNumbers);
  assertNotEquals(order(0, 1), order(0, 2));
  assertNotEquals(order(0, 1), order(1, 1));
  assertEquals(order(0, 1), order(0, 1));
  assertEquals(order(SEED_LIMIT - 1, 4095).length, count);
});

Deno.test("createRecipeBatches() gives the same batch in whatever order it is asked for", () => {
  const options = { recipe: rich, seed: 3 };
  const inOrder = createRecipeBatches(dataset, options);
  const expected = [1, 2].map((epoch) => allBatches(inOrder, epoch));
  const anyhow = createRecipeBatches(dataset, options);
  for (const [epoch, index] of [[2, 4], [1, 0], [2, 0], [1, 3], [1, 3], [2, 1]]) {
    assertEquals(anyhow.batch(epoch, index), expected[epoch - 1][index]);
  }
});

Deno.test("createRecipeBatches() draws each batch's distortions anew and leaves the data alone", () => {
  const before = dataset.images.slice();
  const batches = createRecipeBatches(dataset, { recipe: rich, seed: 0 });
  const [first, second] = [allBatches(batches, 1), allBatches(batches, 2)];
  first.forEach((batch, index) => assertNotEquals(batch.images, second[index].images));
  assertEquals(dataset.images, before);
});

Deno.test("createRecipeBatches() gives targets that are distributions", () => {
  for (const batch of allBatches(createRecipeBatches(dataset, { recipe: rich, seed: 0 }), 1)) {
    for (let row = 0; row < batch.count; row++) {
      const target = batch.targets.subarray(row * classCount, (row + 1) * classCount);
      assertAlmostEquals(target.reduce((sum, value) => sum + value, 0), 1, 1e-6);
      assert(target.every((value) => value >= 0.1 / classCount - 1e-7));
    }
  }
});

Deno.test("oneHotTargets() puts 1 at each label", () => {
  assertEquals(
    oneHotTargets(Uint8Array.of(2, 0), 3),
    Float32Array.of(0, 0, 1, 1, 0, 0),
  );
  assertEquals(oneHotTargets(new Uint8Array(0), 3), new Float32Array(0));
});

Deno.test("oneHotTargets() takes smoothing from the label and gives every class its share", () => {
  const targets = oneHotTargets(Uint8Array.of(1), 4, 0.2);
  [0.05, 0.85, 0.05, 0.05].forEach((value, index) => assertAlmostEquals(targets[index], value, 1e-7) // float32
  );
});

Deno.test("oneHotTargets() throws on labels and smoothings out of range", () => {
  assertThrows(() => oneHotTargets(Uint8Array.of(3), 3), RangeError, "label below 3 but found 3");
  for (const smoothing of [-0.1, 1, NaN]) {
    assertThrows(() => oneHotTargets(Uint8Array.of(0), 3, smoothing), RangeError, `${smoothing}`);
  }
});
