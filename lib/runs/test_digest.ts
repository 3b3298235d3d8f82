/** A digest of test images, so that predictions are never shown beside, or compared on, others. */

import { createHash } from "node:crypto";
import type { ImageDataset } from "../datasets/dataset.ts";

/**
 * Returns the SHA-256 of the images at `indices` and their labels, lower-case hexadecimal.
 *
 * It depends on pixels, labels and their order only, not on how a file was packed: gzip or plain,
 * from an archive or drawn by a generator.
 *
 * @throws {RangeError} when an index is not below `dataset.count`.
 */
export function testImagesSha256(dataset: ImageDataset, indices: Uint32Array): string {
  const size = dataset.height * dataset.width;
  const hash = createHash("sha256").update(`${dataset.height}x${dataset.width}\n`);
  for (const index of indices) {
    if (index >= dataset.count) {
      throw new RangeError(
        `Cannot digest image ${index}: expected an index below ${dataset.count}`,
      );
    }
    hash.update(dataset.images.subarray(index * size, (index + 1) * size));
  }
  return hash.update(Uint8Array.from(indices, (index) => dataset.labels[index])).digest("hex");
}
