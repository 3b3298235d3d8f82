/** A data set as frames: its images counted by class, and the ink of each. */

import pl from "nodejs-polars";
import type { ImageDataset } from "../datasets/dataset.ts";
import { measureInk } from "../datasets/ink_measures.ts";
import { conformFrame, createFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createClassDistribution}. */
const CLASS_DISTRIBUTION_SCHEMA = {
  /** The name given to the labels, such as `train`. */
  split: pl.String,
  character: pl.String,
  /** Number of images. */
  count: pl.Int32,
  /** Share of the split's images, 0 to 1; 0 for a split without images (0/0). */
  share: pl.Float64,
};

/**
 * Counts the labels of each split, ordered by split as given and then by class; classes without
 * images are kept with count 0.
 *
 * @param labelsBySplit Class of each image, `[n]` uint8, under the split's name.
 * @param characters The character of each class, `[classes]`.
 */
export function createClassDistribution(
  labelsBySplit: Readonly<Record<string, Uint8Array>>,
  characters: readonly string[],
): pl.DataFrame<typeof CLASS_DISTRIBUTION_SCHEMA> {
  const rows = Object.entries(labelsBySplit).flatMap(([split, labels]) => {
    const counts = new Uint32Array(characters.length);
    for (const label of labels) counts[label]++;
    return characters.map((character, label) => ({
      split,
      character,
      count: counts[label],
      share: counts[label] / Math.max(1, labels.length),
    }));
  });
  return createFrame(CLASS_DISTRIBUTION_SCHEMA, {
    split: rows.map(({ split }) => split),
    character: rows.map(({ character }) => character),
    count: rows.map(({ count }) => count),
    share: rows.map(({ share }) => share),
  });
}

/** Columns of {@linkcode createInkFrame}; the measures are those of `measureInk()`. */
const INK_SCHEMA = {
  /** Row of the image in its split. */
  index: pl.Int32,
  character: pl.String,
  /** Mean pixel as a share of full ink, 0 to 1. */
  ink: pl.Float32,
  /** Pixels. */
  boxWidth: pl.Int32,
  boxHeight: pl.Int32,
  strokeWidth: pl.Float32,
};

/** A frame with the columns of {@linkcode INK_SCHEMA}. */
export type InkFrame = pl.DataFrame<typeof INK_SCHEMA>;

/** Creates the frame, one row an image in the data set's order. */
export function createInkFrame(dataset: ImageDataset): InkFrame {
  return createFrame(INK_SCHEMA, {
    index: [...dataset.labels.keys()],
    character: Array.from(dataset.labels, (label) => dataset.characters[label]),
    ...measureInk(dataset),
  });
}

/** Columns of {@linkcode createInkRanges}. */
const INK_RANGE_SCHEMA = {
  character: pl.String,
  /** 10th percentile, median and 90th percentile of the measure over the character's images. */
  low: pl.Float64,
  median: pl.Float64,
  high: pl.Float64,
};

/** A frame with the columns of {@linkcode INK_RANGE_SCHEMA}. */
export type InkRangeFrame = pl.DataFrame<typeof INK_RANGE_SCHEMA>;

/** How far one measure spreads over the images of each character, the lowest median first. */
export function createInkRanges(
  frame: InkFrame,
  measure: "ink" | "boxWidth" | "boxHeight" | "strokeWidth",
): InkRangeFrame {
  const percentile = (share: number, name: string) => pl.col(measure).quantile(share).alias(name);
  const ranges = frame.groupBy("character").agg(
    percentile(0.1, "low"),
    percentile(0.5, "median"),
    percentile(0.9, "high"),
  );
  return conformFrame(ranges.sort(["median", "character"]), INK_RANGE_SCHEMA);
}
