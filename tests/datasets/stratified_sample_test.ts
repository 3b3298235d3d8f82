import { assertEquals, assertThrows } from "@std/assert";
import {
  countByClass,
  selectImages,
  stratifiedSample,
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
