/** The pictures behind a run's predictions, told by their digest, or the reason why there are none. */

import { createHash } from "node:crypto";
import { alignClasses } from "../datasets/align_classes.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { UserError } from "../user_error.ts";
import { loadSplitOfRun } from "./data.ts";
import type { RunRecord } from "./record.ts";

/** The images that a run was measured on, its rows numbered as in the run's predictions. */
export interface RunImages {
  /** The images, or null where they cannot be had. */
  readonly dataset: ImageDataset | null;
  /** Why there are none, as a sentence; empty where there are. */
  readonly reason: string;
}

/**
 * Returns the images that `record` was measured on.
 *
 * Images whose digest is not the recorded one are never returned: a picture beside the wrong label
 * is worse than none. Data that are missing or damaged are a reason, not an error.
 *
 * @param dataFolder The folder to search first, in place of the one that the run was given.
 */
export async function findRunImages(
  { config, predictions: { indices } }: RunRecord,
  dataFolder?: string,
): Promise<RunImages> {
  const { evaluation } = config.options;
  const { name, testSha256 } = config.dataset;
  try {
    const found = await loadSplitOfRun(config, evaluation, {
      dataFolder,
      download: false,
      announce: () => {},
    });
    // An ensemble may have been measured on data that have its classes in another order.
    const { dataset } = alignClasses(found, config.dataset.characters);
    const isLongEnough = indices.every((index) => index < dataset.count);
    if (isLongEnough && imagesSha256(dataset, indices) === testSha256) {
      return { dataset, reason: "" };
    }
    return {
      dataset: null,
      reason:
        `The ${evaluation} images of "${name}" found here are not those that the run was measured on.`,
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { dataset: null, reason: `${error.message}.` };
  }
}

/**
 * Returns the SHA-256 of the images at `indices` and their labels, lower-case hexadecimal.
 *
 * It depends on pixels, labels and their order only, not on how a file was packed: gzip or plain,
 * from an archive or drawn by a generator.
 *
 * @throws {RangeError} when an index is not below `dataset.count`.
 */
export function imagesSha256(dataset: ImageDataset, indices: Uint32Array): string {
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
