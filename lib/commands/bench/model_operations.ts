/** How much arithmetic a model is, to compare its speed with that of plain matrix products. */

import * as tf from "@tensorflow/tfjs";

/** Floating-point operations for one image, a multiplication and an addition counted as two. */
export interface ModelOperations {
  /** Forward pass. */
  readonly predict: number;
  /** Forward pass and both gradients; the first layer needs none by its input. */
  readonly train: number;
}

/** Counts the operations of a model's convolutions and dense layers as it is written; the rest is little. */
export function countOperations(model: tf.LayersModel): ModelOperations {
  const forward = model.layers
    .filter((layer) => ["Conv2D", "Dense"].includes(layer.getClassName()))
    .map((layer) => {
      const [output] = [layer.output].flat();
      const positions = output.shape.slice(1, -1).map((size) => size ?? 0); // [height, width] or []
      const [kernel] = layer.weights;
      const weights = kernel.shape.map((size) => size ?? 0);
      return 2 * tf.util.sizeFromShape(positions) * tf.util.sizeFromShape(weights);
    });
  const predict = forward.reduce((sum, operations) => sum + operations, 0);
  return { predict, train: 3 * predict - (forward[0] ?? 0) };
}
