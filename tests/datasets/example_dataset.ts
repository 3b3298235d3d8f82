/** A small data set for tests whose pixels tell which image they belong to. */

import type { ImageDataset } from "../../lib/datasets/dataset.ts";

/**
 * Creates `labels.length` images of 2 by 3 pixels; every pixel of image i is i modulo 256.
 * There are as many classes as the highest label asks for.
 */
export function exampleDataset(labels: readonly number[]): ImageDataset {
  const count = labels.length;
  const images = Uint8Array.from({ length: count * 6 }, (_, pixel) => Math.floor(pixel / 6));
  const classes = Math.max(...labels) + 1;
  return {
    name: "example",
    split: "train",
    images,
    labels: Uint8Array.from(labels),
    count,
    height: 2,
    width: 3,
    characters: Array.from({ length: classes }, (_, label) => String.fromCharCode(65 + label)),
    sources: [],
  };
}
