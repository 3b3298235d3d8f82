/** Batches: a shuffled order of a data set's images, and the gathering of some of them. */

import type { Random } from "../random.ts";
import type { ImageDataset } from "./dataset.ts";

/** Images and labels that go through a model together. */
export interface Batch {
  /** Pixels, `[count, height, width]` row-major uint8, 0 to 255. */
  readonly images: Uint8Array<ArrayBuffer>;
  /** Classes, `[count]` uint8. */
  readonly labels: Uint8Array<ArrayBuffer>;
  readonly count: number;
}

/** Returns 0 to `count - 1` in order, `[count]` uint32: the order of an evaluation. */
export function sequentialOrder(count: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: count }, (_, index) => index);
}

/**
 * Returns 0 to `count - 1` in random order, `[count]` uint32, every order equally likely.
 *
 * Source: Fisher and Yates's shuffle as given by Durstenfeld, "Algorithm 235: Random permutation",
 * Communications of the ACM 7(7), 1964.
 */
export function shuffledOrder(count: number, random: Random): Uint32Array<ArrayBuffer> {
  const order = sequentialOrder(count);
  for (let last = count - 1; last > 0; last -= 1) {
    const chosen = random.integer(last + 1);
    const swapped = order[last];
    order[last] = order[chosen];
    order[chosen] = swapped;
  }
  return order;
}

/**
 * Copies the images and labels at `order[start]` to `order[start + size - 1]` into a new batch.
 *
 * The last batch of an epoch is smaller: it ends where `order` ends.
 *
 * @throws {RangeError} when `start` is not a position in `order`, when `size` is not a positive
 * whole number, or when `order` names an image that the data set does not have.
 */
export function gatherBatch(
  dataset: ImageDataset,
  order: Uint32Array,
  start: number,
  size: number,
): Batch {
  if (!Number.isInteger(start) || start < 0 || start >= order.length) {
    throw new RangeError(
      `Cannot gather a batch: expected a start from 0 to ${order.length - 1} but found ${start}`,
    );
  }
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`Cannot gather a batch: expected a size of 1 or more but found ${size}`);
  }
  const count = Math.min(size, order.length - start);
  const pixels = dataset.height * dataset.width;
  const images = new Uint8Array(count * pixels);
  const labels = new Uint8Array(count);
  for (let position = 0; position < count; position += 1) {
    const index = order[start + position];
    if (index >= dataset.count) {
      throw new RangeError(
        `Cannot gather a batch: expected image numbers below ${dataset.count} but found ${index}`,
      );
    }
    images.set(dataset.images.subarray(index * pixels, (index + 1) * pixels), position * pixels);
    labels[position] = dataset.labels[index];
  }
  return { images, labels, count };
}
