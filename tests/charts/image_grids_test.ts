import { assertAlmostEquals, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { decode } from "fast-png";
import { completeRows } from "../../lib/charts/complete_rows.ts";
import { confidentErrorGrid } from "../../lib/charts/confident_error_grid.ts";
import { meanImageGrid, pixelMoments } from "../../lib/charts/mean_image_grid.ts";
import { encodeGreyPng } from "../../lib/charts/png.ts";
import { sampleGrid } from "../../lib/charts/sample_grid.ts";
import { mostConfidentErrors } from "../../lib/frames/images_to_look_at.ts";
import { createPredictionFrame } from "../../lib/frames/prediction_frame.ts";
import { createRandom } from "../../lib/random.ts";
import { exampleImages } from "../testdata/example_images.ts";
import { examplePredictions } from "../testdata/example_predictions.ts";
import { assertExpected } from "./expectation.ts";

const predictions = examplePredictions(6);
const dataset = exampleImages(predictions.labels, predictions.characters);

Deno.test("confidentErrorGrid() shows the surest errors first", async () => {
  const errors = mostConfidentErrors(createPredictionFrame(predictions), 16).toRecords();
  await assertExpected("confident_error_grid", confidentErrorGrid(dataset, completeRows(errors)));
});

Deno.test("confidentErrorGrid() throws when an image is not there", () => {
  const error = { index: 282, true: "O", predicted: "0", confidence: 0.9 };
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

Deno.test("pixelMoments() agrees with two images computed by hand", () => {
  const images = Uint8Array.of(0, 10, 20, 50, 7, 7);
  const two = {
    ...{ name: "two", split: "test" as const, images, labels: Uint8Array.of(0, 0, 1) },
    ...{ count: 3, height: 1, width: 2, characters: ["a", "b", "c"], sources: [] },
  };
  assertEquals([...pixelMoments(two, 0).mean], [10, 30]);
  assertAlmostEquals(pixelMoments(two, 0).deviation[1], 20, 1e-9);
  assertEquals([...pixelMoments(two, 2).mean], [0, 0]);
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
