/** Mix-up: learning from blends of two images towards the same blend of their targets. */

import { shuffledOrder } from "../../datasets/batches.ts";
import type { Random } from "../../random.ts";
import { drawSymmetricBeta } from "./beta.ts";

/** Images with what the model is to make of them. */
export interface TargetedImages {
  /** `[count, height, width]` row-major uint8. */
  readonly images: Uint8Array<ArrayBuffer>;
  /** `[count, classes]` row-major float32, each row a distribution. */
  readonly targets: Float32Array<ArrayBuffer>;
  readonly count: number;
}

/**
 * Returns a batch in which every image is λ of itself and 1 − λ of another one of the batch (Zhang
 * et al., 2018, arXiv:1710.09412), pixels rounded.
 *
 * One λ of Beta(α, α) is drawn for the batch, as in the authors' program; it is replaced by
 * 1 − λ when that is larger, which only swaps the two partners.
 *
 * @param alpha α, above 0; the larger, the more evenly images are mixed.
 */
export function mixUp(batch: TargetedImages, alpha: number, random: Random): TargetedImages {
  const { count } = batch;
  const drawn = drawSymmetricBeta(alpha, random);
  const share = Math.max(drawn, 1 - drawn);
  const partners = shuffledOrder(count, random);
  const images = new Uint8Array(batch.images.length);
  blend(batch.images, images, partners, share, 0.5); // Stored bytes drop the fraction.
  const targets = new Float32Array(batch.targets.length);
  blend(batch.targets, targets, partners, share, 0);
  return { images, targets, count };
}

/** Fills rows of `target` with `share` of the same row and the rest of the partner's row. */
function blend(
  source: Uint8Array | Float32Array,
  target: Uint8Array | Float32Array,
  partners: Uint32Array,
  share: number,
  rounding: number,
): void {
  const size = source.length / partners.length;
  for (let row = 0; row < partners.length; row += 1) {
    const [own, other] = [row * size, partners[row] * size];
    for (let index = 0; index < size; index += 1) {
      target[own + index] = share * source[own + index] +
        (1 - share) * source[other + index] + rounding;
    }
  }
}
