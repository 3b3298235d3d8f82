/** Augmentation: every epoch sees other images of the same characters. Nothing is ever mirrored. */

import { z } from "zod";
import type { Random } from "../../random.ts";
import { type AffineLimits, drawAffine, type SourceMatrix, sourceMatrix } from "./affine.ts";
import { createElasticField } from "./elastic.ts";
import { createRedraw } from "./redraw.ts";
import { createWarp } from "./warp.ts";

/** What is done to training images; 0 is off. */
export interface Augmentation {
  /** Largest rotation to either side, degrees. */
  readonly rotation: number;
  /** Largest growth or shrinkage, a share of the size; width and height have their own. */
  readonly scale: number;
  /** Largest shear to either side, pixels along x per pixel along y. */
  readonly shear: number;
  /** Largest shift in each direction, pixels. */
  readonly shift: number;
  /** Standard deviation of the elastic displacements at the nodes of their grid, pixels. */
  readonly elastic: number;
  /** Distance of these nodes, pixels. */
  readonly elasticSpacing: number;
  /** Share of the images that are redrawn with another pen, cropped and centred anew. */
  readonly redraw: number;
}

/** The limits of an {@linkcode Augmentation}; an unknown key is refused. */
export const augmentationSchema = z.strictObject({
  rotation: z.number().min(0).max(180),
  scale: z.number().min(0).lt(1),
  shear: z.number().min(0).max(1),
  shift: z.number().min(0),
  elastic: z.number().min(0),
  elasticSpacing: z.int().min(2),
  redraw: z.number().min(0).max(1),
});

/** No augmentation. */
export const noAugmentation: Augmentation = {
  rotation: 0,
  scale: 0,
  shear: 0,
  shift: 0,
  elastic: 0,
  elasticSpacing: 7,
  redraw: 0,
};

/**
 * Returns new images, each distorted by draws of its own: affine and elastic in one pass, then some
 * of them redrawn. What is off draws nothing; with all off it is a copy.
 *
 * @param images `[n, height, width]` row-major uint8, 0 (paper) to 255 (ink).
 * @throws {TypeError} when the pixels make no whole images.
 */
export function augmentImages(
  images: Uint8Array,
  height: number,
  width: number,
  options: Augmentation,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const count = images.length / (height * width);
  if (!Number.isInteger(count)) {
    throw new TypeError(
      `Cannot augment images: expected a multiple of ${height * width} pixels ` +
        `but found ${images.length}`,
    );
  }
  const { elastic, elasticSpacing } = options;
  const isAffine = hasAffine(options);
  const field = elastic > 0 ? createElasticField(height, width, elasticSpacing) : undefined;
  const warp = isAffine || field !== undefined ? createWarp(height, width) : undefined;
  const redraw = options.redraw > 0 ? createRedraw(height, width) : undefined;
  const augmented = new Uint8Array(images);
  for (let index = 0; index < count; index += 1) {
    const matrix = isAffine ? sourceMatrix(drawAffine(options, random), height, width) : identity;
    field?.draw(elastic, random);
    warp?.apply(images, augmented, index, matrix, field);
    if (redraw !== undefined && random.next() < options.redraw) {
      redraw.apply(augmented, index, random);
    }
  }
  return augmented;
}

const identity: SourceMatrix = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

function hasAffine({ rotation, scale, shear, shift }: AffineLimits): boolean {
  return rotation > 0 || scale > 0 || shear > 0 || shift > 0;
}
