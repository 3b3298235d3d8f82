import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { decode } from "fast-png";
import { confidentErrorGrid } from "../../lib/charts/confident_error_grid.ts";
import { meanImageGrid } from "../../lib/charts/mean_image_grid.ts";
import { encodeGreyPng } from "../../lib/charts/png.ts";
import { sampleGrid } from "../../lib/charts/sample_grid.ts";
import { confidentErrors } from "../../lib/evaluation/answers.ts";
import { createRandom } from "../../lib/random.ts";
import { needsPermissions } from "../permissions.ts";
import { exampleImages } from "../testdata/example_images.ts";
import { examplePredictions } from "../testdata/example_predictions.ts";
import { assertExpected } from "./expectation.ts";

const predictions = examplePredictions(6);
const dataset = exampleImages(predictions.labels, predictions.characters);

Deno.test("confidentErrorGrid() shows the surest errors first", needsPermissions, async () => {
  const errors = confidentErrors(predictions, 16);
  await assertExpected("confident_error_grid", confidentErrorGrid(dataset, errors));
});

Deno.test("confidentErrorGrid() throws when an image is not there", () => {
  const error = { index: 282, trueClass: 24, predictedClass: 0, confidence: 0.9 };
  assertThrows(
    () => confidentErrorGrid(dataset, [error]),
    RangeError,
    "Cannot show image 282: expected an index below 282",
  );
});

Deno.test("meanImageGrid() has one picture a class", () => {
  const text = JSON.stringify(meanImageGrid(dataset));
  assertEquals(text.match(/data:image\/png/g)?.length, 47);
  assertStringIncludes(text, "Writers agree most on");
});

Deno.test("sampleGrid() draws without replacement and leaves out classes without images", () => {
  const few = exampleImages(Uint8Array.of(0, 0, 2), ["a", "b", "c"]);
  const text = JSON.stringify(sampleGrid(few, createRandom(1), 4));
  assertEquals([...text.matchAll(/"summary":"([^"]+)"/g)].map(([, summary]) => summary), [
    "2 images of a",
    "1 images of c",
  ]);
});

Deno.test("encodeGreyPng() writes pixels that an independent decoder reads back", () => {
  const pixels = Uint8Array.from({ length: 12 }, (_, pixel) => 20 * pixel);
  const { width, height, channels, data } = decode(encodeGreyPng(pixels, 3, 4));
  assertEquals([width, height, channels, [...data]], [4, 3, 1, [...pixels]]);
  assertThrows(() => encodeGreyPng(pixels, 3, 3), TypeError, "expected 3 x 3 pixels but found 12");
});
