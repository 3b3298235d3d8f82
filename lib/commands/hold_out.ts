/** The images that runs hold out of training, to choose among recipes. */

import type { ImageDataset } from "../datasets/dataset.ts";
import { stratifiedSplit } from "../datasets/stratified_split.ts";
import { UserError } from "../user_error.ts";

/** Every run holds out the same images, so that runs with other seeds can be compared on them. */
const validationSeed = 0;

/** A training split without the images held out, and these. */
export interface HeldOut {
  readonly training: ImageDataset;
  /** Undefined where none are held out. */
  readonly validation: ImageDataset | undefined;
}

/**
 * Holds out a share, 0 to 0.5, of a training split: the same images every time.
 *
 * @throws UserError when that leaves nothing to learn from, or nothing to hold out.
 */
export function holdOut(train: ImageDataset, share: number): HeldOut {
  if (share === 0) return { training: train, validation: undefined };
  const parts = stratifiedSplit(train, share, validationSeed);
  if (parts.training.count > 0 && parts.validation.count > 0) return parts;
  throw new UserError(
    `Cannot hold out ${share} of ${train.count} training images: that leaves ` +
      `${parts.training.count} to learn from and ${parts.validation.count} to validate on.`,
    { hint: "Change --validation, or take more images with --limit." },
  );
}
