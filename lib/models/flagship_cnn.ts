/**
 * The flagship: the most accurate network here, at most 1.5 million parameters.
 *
 * | layers                 | output shape          | parameters (47 classes) |
 * | ---------------------- | --------------------- | ----------------------- |
 * | `block1`, pooled early | `[batch, 14, 14, 32]` | 416                     |
 * | `block2`               | `[batch, 14, 14, 64]` | 18,688                  |
 * | `block3`, pooled       | `[batch, 7, 7, 64]`   | 37,120                  |
 * | `block4`               | `[batch, 7, 7, 128]`  | 74,240                  |
 * | `block5`, pooled       | `[batch, 3, 3, 128]`  | 147,968                 |
 * | `block6`               | `[batch, 3, 3, 256]`  | 295,936                 |
 * | `flatten`, `dropout`   | `[batch, 2304]`       |                         |
 * | `dense1`               | `[batch, 256]`        | 590,080                 |
 * | `probabilities`        | `[batch, 47]`         | 12,079                  |
 *
 * A block is a 3x3 convolution without bias, batch normalisation and ReLU.
 */

import type * as tf from "@tensorflow/tfjs";
import { createConvolutionalNetwork } from "./convolutional_network.ts";
import type { ModelOptions } from "./model_options.ts";

/** Creates the flagship, 1,176,527 parameters; see {@linkcode createConvolutionalNetwork}. */
export function createFlagshipCnn(options: ModelOptions): tf.LayersModel {
  return createConvolutionalNetwork({
    name: "flagship_cnn",
    blocks: [
      { filters: 32, pooling: "beforeNormalization" },
      { filters: 64 },
      { filters: 64, pooling: "atTheEnd" },
      { filters: 128 },
      { filters: 128, pooling: "atTheEnd" },
      { filters: 256 },
    ],
    dropoutRate: 0.4,
    hiddenUnits: 256,
  }, options);
}
