import { assertEquals } from "@std/assert";
import { exampleDataset } from "../datasets/example_dataset.ts";
import { needsPermissions } from "../permissions.ts";

Deno.test(
  "createClassDistribution() counts each split and keeps classes without images",
  needsPermissions,
  async () => {
    const { createClassDistribution } = await import("../../lib/frames/dataset_frames.ts");
    const frame = createClassDistribution(
      { train: Uint8Array.of(2, 0, 2, 2), test: Uint8Array.of() },
      ["a", "b", "c"],
    );
    assertEquals(frame.rows(), [
      ["train", "a", 1, 0.25],
      ["train", "b", 0, 0],
      ["train", "c", 3, 0.75],
      ["test", "a", 0, 0],
      ["test", "b", 0, 0],
      ["test", "c", 0, 0],
    ]);
  },
);

Deno.test(
  "createInkFrame() has one row an image, with its character and its measures",
  needsPermissions,
  async () => {
    const { createInkFrame } = await import("../../lib/frames/dataset_frames.ts");
    const dataset = { ...exampleDataset([1, 0]), images: new Uint8Array(12).fill(255, 6) };
    assertEquals(createInkFrame(dataset).toRecords(), [
      { index: 0, character: "B", ink: 0, boxWidth: 0, boxHeight: 0, strokeWidth: 0 },
      {
        index: 1,
        character: "A",
        ink: 1,
        boxWidth: 3,
        boxHeight: 2,
        strokeWidth: Math.fround(1.2),
      },
    ]);
  },
);

Deno.test(
  "createInkRanges() gives each character's percentiles, the lowest median first",
  needsPermissions,
  async () => {
    const { createInkFrame, createInkRanges } = await import("../../lib/frames/dataset_frames.ts");
    const labels = [...Array(11).fill(1), 0];
    const images = new Uint8Array(12 * 6);
    labels.forEach((_, image) => images.fill(25.5 * image, image * 6, image * 6 + 6));
    images.fill(0, 11 * 6);
    const ranges = createInkRanges(
      createInkFrame({ ...exampleDataset(labels), images }),
      "boxWidth",
    );
    // Of the grey levels 0, 25, 51 … 255 of B the first six lie below 128.
    assertEquals(ranges.toRecords(), [
      { character: "A", low: 0, median: 0, high: 0 },
      { character: "B", low: 0, median: 0, high: 3 },
    ]);
  },
);
