import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  countByClass,
  selectImages,
  stratifiedSample,
  stratifiedSplit,
} from "../../lib/datasets/stratified_sample.ts";
import { exampleDataset } from "./example_dataset.ts";

Deno.test("stratifiedSample() draws by class from labels that lie sorted", () => {
  // Official letters-test is stored sorted by class: its first images would all be of class A.
  const dataset = exampleDataset([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  const sample = stratifiedSample(dataset, 6, 3);
  assertEquals([...countByClass(selectImages(dataset, sample))], [2, 2, 2]);
  assertEquals(sample.toSorted(), sample);
});

Deno.test("stratifiedSample() draws all and none", () => {
  const dataset = exampleDataset([0, 1, 1]);
  assertEquals([...stratifiedSample(dataset, 3, 0)], [0, 1, 2]);
  assertEquals(stratifiedSample(dataset, 0, 0).length, 0);
  assertThrows(() => stratifiedSample(dataset, 4, 0), RangeError, "from 0 to 3 but found 4");
});

Deno.test("selectImages() copies the chosen images in the given order", () => {
  const chosen = selectImages(exampleDataset([0, 1, 2]), Uint32Array.of(2, 0));
  assertEquals([...chosen.labels], [2, 0]);
  assertEquals([...chosen.images], [2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0]);
  assertEquals(chosen.count, 2);
});

/** 100 images of class 0, 50 of class 1, 25 of class 2, interleaved. */
const labels = Array.from({ length: 175 }, (_, index) => [0, 0, 0, 0, 1, 1, 2][index % 7]);

Deno.test("stratifiedSplit() gives each class its share and every image one place", () => {
  const dataset = exampleDataset(labels);
  const { training, validation } = stratifiedSplit(dataset, 0.2, 1);
  assertEquals([...countByClass(validation)], [20, 10, 5]);
  assertEquals([...countByClass(training)], [80, 40, 20]);
  const identities = [training, validation].flatMap((part) =>
    Array.from({ length: part.count }, (_, index) => part.images[index * 6])
  );
  assertEquals(identities.sort((first, second) => first - second), [...labels.keys()]);
  assertEquals(validation.characters, dataset.characters);
});

Deno.test("stratifiedSplit() repeats for one seed and differs between seeds", () => {
  const dataset = exampleDataset(labels);
  const images = (seed: number) => stratifiedSplit(dataset, 0.3, seed).validation.images;
  assertEquals(images(5), images(5));
  const [first, second] = [images(5), images(6)];
  assert(first.some((pixel, index) => pixel !== second[index]));
});

Deno.test("stratifiedSplit() rounds by the largest remainders", () => {
  // Shares of 3 among 4, 3 and 3 images: 1.2, 0.9 and 0.9.
  const dataset = exampleDataset([0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
  const { validation } = stratifiedSplit(dataset, 0.3, 0);
  assertEquals([...countByClass(validation)], [1, 1, 1]);
});

Deno.test("stratifiedSplit() with a fraction of 0 keeps all for training", () => {
  const dataset = exampleDataset(labels);
  const { training, validation } = stratifiedSplit(dataset, 0, 1);
  assertEquals(training.count, dataset.count);
  assertEquals([validation.count, validation.images.length], [0, 0]);
});

Deno.test("stratifiedSplit() refuses a fraction outside 0 to below 1", () => {
  const dataset = exampleDataset(labels);
  for (const fraction of [-0.1, 1, NaN]) {
    assertThrows(() => stratifiedSplit(dataset, fraction, 0), RangeError, `found ${fraction}`);
  }
});
