/** The check that images are of the size that a model takes. */

import type * as tf from "@tensorflow/tfjs";
import type { ImageDataset } from "../datasets/dataset.ts";
import { UserError } from "../user_error.ts";

/**
 * Makes sure that `model` takes the images of `dataset`.
 *
 * @throws UserError when it takes images of another size.
 */
export function requireImageSize(model: tf.LayersModel, dataset: ImageDataset): void {
  const [, height, width] = model.inputs[0].shape;
  if (height === dataset.height && width === dataset.width) return;
  throw new UserError(
    `Cannot use the data set "${dataset.name}" (${dataset.split}) with the model "${model.name}": ` +
      `expected images of ${height} x ${width} pixels but found ${dataset.height} x ${dataset.width}.`,
    { hint: "Choose another data set with --dataset or --data." },
  );
}
