/** The pictures behind a run's predictions, or the reason why there are none. */

import type { ImageDataset } from "../datasets/dataset.ts";
import { loadDataset } from "../datasets/load.ts";
import { UserError } from "../user_error.ts";
import type { RunRecord } from "./record.ts";
import { testImagesSha256 } from "./test_digest.ts";

/** The test split that a run was measured on, its rows numbered as in the run's predictions. */
export interface RunImages {
  /** The images, or null where they cannot be had. */
  readonly dataset: ImageDataset | null;
  /** Why there are none, as a sentence; empty where there are. */
  readonly reason: string;
}

/** Where to look for the images. */
export interface RunImageOptions {
  /** The test split, where the caller has it in memory. */
  readonly testDataset?: ImageDataset;
  /** The folder to search first, as given with `--data`. */
  readonly dataFolder?: string;
}

/**
 * Returns the images that `record` was measured on.
 *
 * Images whose digest is not the recorded one are never returned: a picture beside the wrong label
 * is worse than none. Data that are missing or damaged are a reason, not an error.
 */
export async function findRunImages(
  record: RunRecord,
  { testDataset, dataFolder }: RunImageOptions = {},
): Promise<RunImages> {
  const { name } = record.config.dataset;
  if (testDataset !== undefined) return checkImages(record, testDataset);
  const { limit, seed, evaluation } = record.config.options;
  if (evaluation === "validation") {
    return { dataset: null, reason: "The run was measured on images that it held out itself." };
  }
  const quiet = () => {};
  let found: RunImages = { dataset: null, reason: "" };
  // A limited run was measured on a sample of the split.
  for (const sample of limit === null ? [undefined] : [limit, undefined]) {
    try {
      const dataset = await loadDataset(name, "test", {
        ...{ dataFolder, seed, announce: quiet },
        ...(sample === undefined ? {} : { limit: sample }),
      });
      found = checkImages(record, dataset);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      found = { dataset: null, reason: `${error.message}.` };
    }
    if (found.dataset !== null) break;
  }
  return found;
}

function checkImages(record: RunRecord, dataset: ImageDataset): RunImages {
  const { indices } = record.predictions;
  const { name, testSha256 } = record.config.dataset;
  const isLongEnough = indices.every((index) => index < dataset.count);
  if (isLongEnough && testImagesSha256(dataset, indices) === testSha256) {
    return { dataset, reason: "" };
  }
  return {
    dataset: null,
    reason: `The test images of "${name}" found here are not those that the run was measured on.`,
  };
}
