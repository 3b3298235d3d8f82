/**
 * A data set that needs no file: the 47 characters drawn by this program, for a machine that has no
 * EMNIST and no way to fetch it. Accuracies on it say that training works, nothing about handwriting.
 */

import { createRandom } from "../random.ts";
import { sha256OfBytes } from "../machine/sha256.ts";
import { strokesOf } from "./character_strokes.ts";
import { IMAGE_SIDE, type ImageDataset, type Split } from "./dataset.ts";
import { BALANCED_CHARACTERS } from "./splits.ts";
import { renderStrokes } from "./stroke_image.ts";

/** The name by which the synthetic data set is asked for. */
export const SYNTHETIC_NAME = "synthetic";

/** Images a class in each split, unless asked otherwise. */
export const SYNTHETIC_IMAGES_PER_CLASS: Readonly<Record<Split, number>> = { train: 400, test: 80 };

/** Options of {@linkcode createSyntheticDataset}. */
export interface SyntheticOptions {
  /**
   * Images of each of the 47 classes.
   *
   * @default {400 for train, 80 for test}
   */
  readonly imagesPerClass?: number;
  /**
   * Seed of all distortions, a whole number from 0 to 2⁵² - 1; train and test never share a stream.
   *
   * @default {0}
   */
  readonly seed?: number;
}

/**
 * Draws one split of the synthetic data set: 28 by 28 pixels, the characters of `balanced`, the
 * classes taking turns. Equal options give equal pixels.
 *
 * @throws {RangeError} unless `imagesPerClass` is a whole number of 1 or more.
 */
export function createSyntheticDataset(split: Split, options: SyntheticOptions = {}): ImageDataset {
  const { imagesPerClass = SYNTHETIC_IMAGES_PER_CLASS[split], seed = 0 } = options;
  if (!Number.isInteger(imagesPerClass) || imagesPerClass < 1) {
    throw new RangeError(
      `Cannot draw synthetic images: expected 1 or more a class but found ${imagesPerClass}`,
    );
  }
  const random = createRandom(2 * seed + (split === "test" ? 1 : 0));
  const strokes = BALANCED_CHARACTERS.map(strokesOf);
  const count = strokes.length * imagesPerClass;
  const pixels = IMAGE_SIDE * IMAGE_SIDE;
  const images = new Uint8Array(count * pixels); // [count, 28, 28]
  const labels = new Uint8Array(count);
  for (let index = 0; index < count; index += 1) {
    labels[index] = index % strokes.length;
    const image = images.subarray(index * pixels, (index + 1) * pixels);
    renderStrokes(strokes[labels[index]], random, image);
  }
  return {
    name: SYNTHETIC_NAME,
    split,
    images,
    labels,
    count,
    height: IMAGE_SIDE,
    width: IMAGE_SIDE,
    characters: BALANCED_CHARACTERS,
    sources: [{ name: SYNTHETIC_NAME, sha256: sha256OfBytes(images), official: false }],
  };
}
