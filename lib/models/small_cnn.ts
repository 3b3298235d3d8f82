/**
 * The small CNN: the most accurate network here with no more weights than the baseline CNN has, 246,319.
 *
 * | layers                      | output shape          | parameters (47 classes) |
 * | --------------------------- | --------------------- | ----------------------- |
 * | `block1`, pooled early      | `[batch, 14, 14, 32]` | 416                     |
 * | `block2`                    | `[batch, 14, 14, 48]` | 14,016                  |
 * | `block3`, residual, pooled  | `[batch, 7, 7, 48]`   | 20,928                  |
 * | `block4`                    | `[batch, 7, 7, 80]`   | 34,880                  |
 * | `block5`, residual, pooled  | `[batch, 3, 3, 80]`   | 57,920                  |
 * | `flatten`, `dropout`        | `[batch, 720]`        |                         |
 * | `dense1`                    | `[batch, 128]`        | 92,288                  |
 * | `probabilities`             | `[batch, 47]`         | 6,063                   |
 *
 * A block is a 3x3 convolution without bias, batch normalisation and ReLU; a residual one adds its
 * input to that.
 */

import type * as tf from "@tensorflow/tfjs";
import { createConvolutionalNetwork } from "./convolutional_network.ts";
import type { ModelOptions } from "./model_options.ts";

/** Creates the small CNN, 226,511 parameters; see {@linkcode createConvolutionalNetwork}. */
export function createSmallCnn(options: ModelOptions): tf.LayersModel {
  return createConvolutionalNetwork({
    name: "small_cnn",
    blocks: [
      { filters: 32, pooling: "beforeNormalization" },
      { filters: 48 },
      { filters: 48, residual: true, pooling: "atTheEnd" },
      { filters: 80 },
      { filters: 80, residual: true, pooling: "atTheEnd" },
    ],
    dropoutRate: 0,
    hiddenUnits: 128,
  }, options);
}
