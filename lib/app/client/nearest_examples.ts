/** Real examples that look most like a picture: what a guess is to be compared with. */

import { IMAGE_PIXELS, IMAGE_SIDE } from "../../datasets/dataset.ts";

/** Finds, among the examples of a class, those that look most like an image. */
export interface ExampleSearch {
  /**
   * @param image `[28, 28]` uint8.
   * @returns At most `count` images of the class, `[28, 28]` each, the nearest first.
   */
  nearest(image: Uint8Array, label: number, count: number): Uint8Array<ArrayBuffer>[];
}

/**
 * Creates a search over images with their classes. Nearest is the smallest sum of squared
 * differences after a blur, so that a stroke beside a stroke is nearer than none.
 *
 * @param labels `[n]`
 * @param images `[n, 28, 28]` uint8.
 */
export function createExampleSearch(
  labels: readonly number[],
  images: Uint8Array<ArrayBuffer>,
): ExampleSearch {
  const imageAt = (index: number) => images.slice(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
  // Blurred when a class is first asked for, so that the first answer need not wait for all.
  const classes = new Map<number, { readonly index: number; readonly blurred: Float32Array }[]>();
  const examplesOf = (label: number) => {
    const known = classes.get(label);
    if (known !== undefined) return known;
    const examples = labels.flatMap((other, index) =>
      other === label ? [{ index, blurred: blur(imageAt(index)) }] : []
    );
    classes.set(label, examples);
    return examples;
  };
  return {
    nearest(image, label, count) {
      const blurred = blur(image);
      return examplesOf(label)
        .map(({ index, blurred: other }) => ({ index, distance: squaredDistance(blurred, other) }))
        .sort((first, second) => first.distance - second.distance)
        .slice(0, count)
        .map(({ index }) => imageAt(index));
    },
  };
}

/** Returns the means of 3 × 3 pixels; those beyond the rim are paper. */
function blur(image: Uint8Array): Float32Array {
  const rows = new Float32Array(IMAGE_PIXELS);
  const blurred = new Float32Array(IMAGE_PIXELS);
  for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
    const column = pixel % IMAGE_SIDE;
    const left = column > 0 ? image[pixel - 1] : 0;
    const right = column < IMAGE_SIDE - 1 ? image[pixel + 1] : 0;
    rows[pixel] = (left + image[pixel] + right) / 9;
  }
  for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
    const above = pixel >= IMAGE_SIDE ? rows[pixel - IMAGE_SIDE] : 0;
    const below = pixel < IMAGE_PIXELS - IMAGE_SIDE ? rows[pixel + IMAGE_SIDE] : 0;
    blurred[pixel] = above + rows[pixel] + below;
  }
  return blurred;
}

function squaredDistance(first: Float32Array, second: Float32Array): number {
  let sum = 0;
  for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) sum += (first[pixel] - second[pixel]) ** 2;
  return sum;
}
