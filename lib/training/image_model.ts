/** The sizes of a model that classifies images, and the check that a batch fits them. */

import type * as tf from "@tensorflow/tfjs";

/** Sizes of a model from grey images to class probabilities. */
export interface ImageModelShape {
  readonly height: number;
  readonly width: number;
  readonly classes: number;
}

/**
 * Returns the sizes of a model that takes `[batch, height, width, 1]` and gives `[batch, classes]`.
 *
 * @throws {TypeError} when the model has another form
 */
export function imageModelShape(model: tf.LayersModel): ImageModelShape {
  const inputs = model.inputs.map((input) => `[${input.shape}]`).join(", ");
  const outputs = model.outputs.map((output) => `[${output.shape}]`).join(", ");
  const [, height, width, channels] = model.inputs[0].shape;
  const [, classes, ...more] = model.outputs[0].shape;
  const single = model.inputs.length === 1 && model.outputs.length === 1;
  if (!single || !height || !width || channels !== 1 || !classes || more.length > 0) {
    throw new TypeError(
      `Cannot train model "${model.name}": expected [batch, height, width, 1] in and ` +
        `[batch, classes] out but found ${inputs} in and ${outputs} out`,
    );
  }
  return { height, width, classes };
}

/**
 * Returns how many images `images` holds.
 *
 * @throws {TypeError} when the pixels make no whole images, or the targets not one row an image
 */
export function countImages(
  { height, width, classes }: ImageModelShape,
  images: Uint8Array,
  targets?: Float32Array,
): number {
  const count = images.length / (height * width);
  if (!Number.isInteger(count)) {
    throw new TypeError(
      `Cannot read images: expected a multiple of ${
        height * width
      } pixels but found ${images.length}`,
    );
  }
  if (targets !== undefined && targets.length !== count * classes) {
    throw new TypeError(
      `Cannot read targets: expected ${count} rows of ${classes} but found ${targets.length} values`,
    );
  }
  return count;
}
