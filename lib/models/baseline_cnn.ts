/**
 * The baseline CNN: three convolutions and two dense layers, the network that every other one has to beat.
 *
 * | layer           | output shape            | parameters (47 classes) |
 * | --------------- | ----------------------- | ----------------------- |
 * | `convolution1`  | `[batch, 26, 26, 32]`   | 320                     |
 * | `pooling1`      | `[batch, 13, 13, 32]`   |                         |
 * | `convolution2`  | `[batch, 11, 11, 64]`   | 18,496                  |
 * | `pooling2`      | `[batch, 5, 5, 64]`     |                         |
 * | `convolution3`  | `[batch, 3, 3, 128]`    | 73,856                  |
 * | `flatten`       | `[batch, 1152]`         |                         |
 * | `dense1`        | `[batch, 128]`          | 147,584                 |
 * | `probabilities` | `[batch, 47]`           | 6,063                   |
 *
 * Convolutions are 3x3 with valid padding, pooling is 2x2 maximum; every hidden layer ends in ReLU.
 */

import * as tf from "@tensorflow/tfjs";
import { checkModelOptions, type ModelOptions } from "./model_options.ts";

/** Layers with weights: the distance between the initialiser seeds of two neighbouring run seeds. */
const WEIGHTED_LAYER_COUNT = 5;

/**
 * Creates the baseline CNN, 246,319 parameters for 47 classes, on the backend that is in use.
 *
 * Input: `[batch, 28, 28, 1]` float32, 0 (paper) to 1 (ink). Output: `[batch, classCount]` float32,
 * probabilities that sum to 1. Weights come in the order of the layers, kernel before bias;
 * convolution kernels are `[height, width, in, out]`, dense kernels `[in, out]`. Kernels are drawn
 * from Glorot's uniform distribution (Glorot and Bengio, 2010), biases start at zero; the same seed
 * gives the same weights on every backend, and no two layers share a random stream.
 *
 * @throws {RangeError} when `seed` is not a whole number or `classCount` is not one of at least 2
 */
export function createBaselineCnn(options: ModelOptions): tf.Sequential {
  const { seed, classCount } = checkModelOptions("baseline_cnn", options);
  let layerSeed = seed * WEIGHTED_LAYER_COUNT;
  const nextInitializer = () => tf.initializers.glorotUniform({ seed: layerSeed++ });
  const convolution = (name: string, filters: number, inputShape?: tf.Shape) =>
    tf.layers.conv2d({
      name,
      filters,
      inputShape,
      kernelSize: 3,
      activation: "relu",
      kernelInitializer: nextInitializer(),
    });
  return tf.sequential({
    name: "baseline_cnn",
    layers: [
      convolution("convolution1", 32, [28, 28, 1]),
      tf.layers.maxPooling2d({ name: "pooling1", poolSize: 2 }),
      convolution("convolution2", 64),
      tf.layers.maxPooling2d({ name: "pooling2", poolSize: 2 }),
      convolution("convolution3", 128),
      tf.layers.flatten({ name: "flatten" }),
      tf.layers.dense({
        name: "dense1",
        units: 128,
        activation: "relu",
        kernelInitializer: nextInitializer(),
      }),
      tf.layers.dense({
        name: "probabilities",
        units: classCount,
        activation: "softmax",
        kernelInitializer: nextInitializer(),
      }),
    ],
  });
}
