/** A small data set as files, for commands that read one: strokes that look a little like characters. */

import { join } from "node:path";
import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { serializeIdx } from "../../lib/datasets/idx.ts";
import { transposeImages } from "../../lib/datasets/orientation.ts";
import { splitFileNames } from "../../lib/datasets/splits.ts";
import { exampleImages } from "../testdata/example_images.ts";

/** Options of {@linkcode writeTinyData}. */
export interface TinyDataOptions {
  /** Name of the data set, with which its files' names begin. */
  readonly name?: string;
  readonly characters?: readonly string[];
  readonly imagesPerClass?: { readonly train: number; readonly test: number };
}

/** Writes both splits of a data set and its mapping into `folder`; equal options give equal files. */
export async function writeTinyData(folder: string, options: TinyDataOptions = {}): Promise<void> {
  const {
    name = "tiny",
    characters = [..."01ABab"],
    imagesPerClass = { train: 40, test: 10 },
  } = options;
  for (const split of ["train", "test"] as const) {
    const count = imagesPerClass[split] * characters.length;
    const labels = Uint8Array.from({ length: count }, (_, index) => index % characters.length);
    const dataset = exampleImages(labels, characters, split === "train" ? 1 : 2);
    // Their random strokes happen to look like these characters lying on their side.
    transposeImages(dataset.images, dataset.height, dataset.width);
    await writeDataset(folder, { ...dataset, name, split });
  }
}

/** Writes one split of a data set and its mapping into `folder`. */
export async function writeDataset(folder: string, dataset: ImageDataset): Promise<void> {
  const { name, split, count, height, width, labels, characters } = dataset;
  const names = splitFileNames(name, split);
  const images = dataset.images.slice();
  transposeImages(images, height, width);
  const write = async (fileName: string, shape: number[], data: Uint8Array<ArrayBuffer>) =>
    await Deno.writeFile(join(folder, fileName), serializeIdx({ shape, data }));
  await Deno.mkdir(folder, { recursive: true });
  await write(names.images, [count, width, height], images);
  await write(names.labels, [count], labels);
  const lines = characters.map((character, label) => `${label} ${character.codePointAt(0)}\n`);
  await Deno.writeTextFile(join(folder, names.mapping), lines.join(""));
}
