/** Networks that are a stack of convolution blocks and a classifier. */

import * as tf from "@tensorflow/tfjs";
import {
  applyConvolutionBlock,
  applyLayers,
  type ConvolutionBlock,
  createKernelSeeds,
} from "./convolution_block.ts";
import { checkModelOptions, type ModelOptions } from "./model_options.ts";

/** Options of {@linkcode createConvolutionalNetwork}. */
export interface NetworkOptions extends ModelOptions {
  /**
   * Share of the last block's values that a training step leaves out, 0 to below 1.
   *
   * @default {the network's own}
   */
  readonly dropoutRate?: number;
}

/** What a network is made of. */
export interface NetworkDescription {
  /** The model's name, such as `small_cnn`. */
  readonly name: string;
  readonly blocks: readonly ConvolutionBlock[];
  /** Share of the last block's values that a training step leaves out, unless another is asked for. */
  readonly dropoutRate: number;
  /** Units of the dense layer before the output. */
  readonly hiddenUnits: number;
}

/**
 * Creates a network on the backend that is in use: the blocks, `block1` and so on, then `flatten`,
 * `dropout`, `dense1` with ReLU and `probabilities` with softmax.
 *
 * Input: `[batch, 28, 28, 1]` float32, 0 (paper) to 1 (ink). Output: `[batch, classCount]` float32,
 * probabilities that sum to 1. Kernels are drawn from He's normal distribution, the last one from
 * Glorot's uniform one, and biases start at zero; the same seed gives the same weights on every
 * backend, and no two layers share a random stream.
 *
 * @throws {RangeError} when `seed` is not a whole number, `classCount` is not one of at least 2, or
 * the dropout rate is out of range
 */
export function createConvolutionalNetwork(
  { name, blocks, hiddenUnits, ...description }: NetworkDescription,
  options: NetworkOptions,
): tf.LayersModel {
  const { seed, classCount } = checkModelOptions(name, options);
  const { dropoutRate = description.dropoutRate } = options;
  if (!(dropoutRate >= 0 && dropoutRate < 1)) {
    throw new RangeError(
      `Cannot create the model ${name}: expected a dropout rate from 0 to below 1 ` +
        `but found ${dropoutRate}`,
    );
  }
  const seeds = createKernelSeeds(seed, blocks.length + 2);
  const input = tf.input({ shape: [28, 28, 1], name: "pixels" });
  const features = blocks.reduce(
    (value, block, index) => applyConvolutionBlock(value, `block${index + 1}`, block, seeds),
    input,
  );
  const probabilities = applyLayers(features, [
    tf.layers.flatten({ name: "flatten" }),
    tf.layers.dropout({ name: "dropout", rate: dropoutRate }),
    tf.layers.dense({
      name: "dense1",
      units: hiddenUnits,
      activation: "relu",
      kernelInitializer: tf.initializers.heNormal({ seed: seeds.next() }),
    }),
    tf.layers.dense({
      name: "probabilities",
      units: classCount,
      activation: "softmax",
      kernelInitializer: tf.initializers.glorotUniform({ seed: seeds.next() }),
    }),
  ]);
  return tf.model({ name, inputs: input, outputs: probabilities });
}
