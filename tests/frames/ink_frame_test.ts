import { assertEquals } from "@std/assert";
import { createInkFrame, createInkRanges } from "../../lib/frames/ink_frame.ts";
import { exampleDataset } from "../datasets/example_dataset.ts";

Deno.test("createInkFrame() has one row an image, with its character and its measures", () => {
  const dataset = { ...exampleDataset([1, 0]), images: new Uint8Array(12).fill(255, 6) };
  assertEquals(createInkFrame(dataset).toRecords(), [
    { index: 0, character: "B", ink: 0, boxWidth: 0, boxHeight: 0, strokeWidth: 0 },
    { index: 1, character: "A", ink: 1, boxWidth: 3, boxHeight: 2, strokeWidth: Math.fround(1.2) },
  ]);
});

Deno.test("createInkRanges() gives each character's percentiles, the lowest median first", () => {
  const labels = [...Array(11).fill(1), 0];
  const images = new Uint8Array(12 * 6);
  labels.forEach((_, image) => images.fill(25.5 * image, image * 6, image * 6 + 6));
  images.fill(0, 11 * 6);
  const ranges = createInkRanges(createInkFrame({ ...exampleDataset(labels), images }), "boxWidth");
  // Of the grey levels 0, 25, 51 … 255 of B the first six lie below 128.
  assertEquals(ranges.toRecords(), [
    { character: "A", low: 0, median: 0, high: 0 },
    { character: "B", low: 0, median: 0, high: 3 },
  ]);
});
