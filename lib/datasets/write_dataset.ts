/** Writing a data set as the files that {@linkcode loadDataset} reads. */

import { join } from "node:path";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import type { ImageDataset } from "./dataset.ts";
import { serializeIdx } from "./idx.ts";
import { serializeMapping } from "./mapping.ts";
import { transposeImages } from "./orientation.ts";
import { splitFileNames } from "./splits.ts";

/**
 * Writes images, labels and mapping of a split into `folder`, in EMNIST's format: each image
 * transposed, gzip-compressed. Files that are there are replaced; the system's errors pass through.
 */
export async function writeDataset(folder: string, dataset: ImageDataset): Promise<void> {
  const { name, split, count, height, width, labels, characters } = dataset;
  const names = splitFileNames(name, split);
  const data = dataset.images.slice();
  transposeImages(data, height, width);
  const images = serializeIdx({ shape: [count, width, height], data }, { gzip: true });
  await writeFileAtomically(join(folder, `${names.images}.gz`), images);
  const labelBytes = serializeIdx({ shape: [count], data: labels }, { gzip: true });
  await writeFileAtomically(join(folder, `${names.labels}.gz`), labelBytes);
  await writeFileAtomically(join(folder, names.mapping), serializeMapping(characters));
}
