/** Models that classify images: their sizes, and the checks that images fit them. */

import type { ImageDataset } from "../datasets/dataset.ts";
import { UserError } from "../user_error.ts";

/** A network of TensorFlow.js, a `tf.LayersModel`. */
export type LayersModel = InstanceType<(typeof import("@tensorflow/tfjs"))["LayersModel"]>;

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
export function imageModelShape(model: LayersModel): ImageModelShape {
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

/**
 * Makes sure that `model` takes the images of `dataset`.
 *
 * @throws {UserError} when it takes images of another size.
 */
export function requireImageSize(model: LayersModel, dataset: ImageDataset): void {
  const [, height, width] = model.inputs[0].shape;
  if (height === dataset.height && width === dataset.width) return;
  throw new UserError(
    `Cannot use the data set "${dataset.name}" (${dataset.split}) with the model "${model.name}": ` +
      `expected images of ${height} x ${width} pixels but found ${dataset.height} x ${dataset.width}.`,
    { hint: "Choose another data set with --dataset or --data." },
  );
}
