/** The first bytes of a data set's file, for a look at the format by hand. */

import type { ImageDataset } from "../datasets/dataset.ts";
import { dataRoots, scanFolders } from "../datasets/data_folders.ts";
import { findSplit } from "../datasets/find.ts";
import { gunzipStart, isGzip } from "../datasets/gzip.ts";
import { serializeIdx } from "../datasets/idx.ts";
import { transposeImages } from "../datasets/orientation.ts";

/** Bytes of the file that are looked at, before unpacking. */
const READ_BYTES = 4096;

/**
 * Returns the unpacked start of the IDX file that the data set's images came from: the header and at
 * least the first image as it is stored, transposed.
 *
 * A data set that was generated has no file; then the bytes are those that a file would begin with.
 */
export async function readStoredBytes(dataset: ImageDataset): Promise<Uint8Array> {
  const files = findSplit(dataset.name, dataset.split, await scanFolders(await dataRoots()));
  if (files === undefined) return serializeStart(dataset);
  using file = await Deno.open(files.images);
  const bytes = new Uint8Array(READ_BYTES);
  const length = await file.read(bytes) ?? 0;
  const start = bytes.subarray(0, length);
  return isGzip(start) ? gunzipStart(start, `Cannot read "${dataset.name}"`) : start;
}

function serializeStart(dataset: ImageDataset): Uint8Array {
  const { count, height, width } = dataset;
  const data = dataset.images.slice();
  transposeImages(data, height, width);
  return serializeIdx({ shape: [count, width, height], data }).subarray(0, READ_BYTES);
}
