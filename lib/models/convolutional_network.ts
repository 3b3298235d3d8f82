/** Networks that are a stack of convolution blocks and a classifier. */

import * as tf from "@tensorflow/tfjs";
import {
  applyConvolutionBlock,
  applyLayers,
  type ConvolutionBlock,
  createKernelInitializers,
} from "./convolution_block.ts";
import { checkModelOptions, type ModelOptions } from "./model_options.ts";

/** What a network is made of. */
export interface NetworkDescription {
  /** The model's name, such as `small_cnn`. */
  readonly name: string;
  readonly blocks: readonly ConvolutionBlock[];
  /** Share of the last block's values that a training step leaves out, 0 to below 1. */
  readonly dropoutRate: number;
  /** Units of the dense layer before the output. */
  readonly hiddenUnits: number;
}

/**
 * Creates a network on the backend that is in use: the blocks, `block1` and so on, then `flatten`,
 * `dropout`, `dense1` with ReLU and `probabilities` with softmax.
 *
 * Input: `[batch, 28, 28, 1]` float32, 0 (paper) to 1 (ink). Output: `[batch, classCount]` float32,
 * probabilities that sum to 1. Kernels are drawn from He's normal distribution, biases start at zero;
 * the same seed gives the same weights on every backend, and no two layers share a random stream.
 *
 * @throws {RangeError} when `seed` is not a whole number or `classCount` is not one of at least 2
 */
export function createConvolutionalNetwork(
  { name, blocks, dropoutRate, hiddenUnits }: NetworkDescription,
  options: ModelOptions,
): tf.LayersModel {
  const { seed, classCount } = checkModelOptions(name, options);
  const initializers = createKernelInitializers(seed, blocks.length + 2);
  const input = tf.input({ shape: [28, 28, 1], name: "pixels" });
  const features = blocks.reduce(
    (value, block, index) => applyConvolutionBlock(value, `block${index + 1}`, block, initializers),
    input,
  );
  const probabilities = applyLayers(features, [
    tf.layers.flatten({ name: "flatten" }),
    tf.layers.dropout({ name: "dropout", rate: dropoutRate }),
    tf.layers.dense({
      name: "dense1",
      units: hiddenUnits,
      activation: "relu",
      kernelInitializer: initializers.next(),
    }),
    tf.layers.dense({
      name: "probabilities",
      units: classCount,
      activation: "softmax",
      kernelInitializer: initializers.next(),
    }),
  ]);
  return tf.model({ name, inputs: input, outputs: probabilities });
}
