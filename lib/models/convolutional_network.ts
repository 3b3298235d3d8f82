/**
 * Networks that are a stack of blocks, each of convolution, batch normalisation and ReLU, and a
 * classifier.
 */

import * as tf from "@tensorflow/tfjs";
import { checkModelOptions, type ModelOptions } from "./model_options.ts";

/**
 * Share of the old moving moments that a step keeps. An epoch has some hundreds of steps in which the
 * weights move fast; Keras's 0.99 would remember too long.
 */
const MOMENTUM = 0.95;

/** Added to variances, as Keras does. */
const EPSILON = 1e-3;

/** What a network is made of. */
interface NetworkDescription {
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
 * probabilities that sum to 1. Kernels are drawn from He's normal distribution, the last one from
 * Glorot's uniform one, and biases start at zero; the same seed gives the same weights on every
 * backend, and no two layers share a random stream.
 *
 * @throws {RangeError} when `seed` is not a whole number or `classCount` is not one of at least 2
 */
export function createConvolutionalNetwork(
  { name, blocks, dropoutRate, hiddenUnits }: NetworkDescription,
  options: ModelOptions,
): tf.LayersModel {
  const { seed, classCount } = checkModelOptions(name, options);
  const nextSeed = kernelSeeds(seed, blocks.length + 2);
  const input = tf.input({ shape: [28, 28, 1], name: "pixels" });
  const features = blocks.reduce(
    (value, block, index) => applyConvolutionBlock(value, `block${index + 1}`, block, nextSeed),
    input,
  );
  const probabilities = applyLayers(features, [
    tf.layers.flatten({ name: "flatten" }),
    tf.layers.dropout({ name: "dropout", rate: dropoutRate }),
    tf.layers.dense({
      name: "dense1",
      units: hiddenUnits,
      activation: "relu",
      kernelInitializer: tf.initializers.heNormal({ seed: nextSeed() }),
    }),
    tf.layers.dense({
      name: "probabilities",
      units: classCount,
      activation: "softmax",
      kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
    }),
  ]);
  return tf.model({ name, inputs: input, outputs: probabilities });
}

/**
 * Returns a function that gives the seed of the next of a model's `count` kernels; no other seed of the
 * model leads to one of them.
 */
function kernelSeeds(seed: number, count: number): () => number {
  let taken = 0;
  return () => {
    taken += 1;
    // An odd number, for tfjs takes the seed 0 of a normal distribution for no seed.
    return 2 * (seed * count + taken) + 1;
  };
}

/** What a block is made of. */
interface ConvolutionBlock {
  readonly filters: number;
  /**
   * Whether the input, which then has as many channels as `filters`, is added to the output (He et
   * al., 2016, arXiv:1512.03385).
   *
   * @default {false}
   */
  readonly residual?: boolean;
  /**
   * Where 2x2 maximum pooling stands. Before the normalisation it leaves that a quarter of the values
   * to do, which counts in the first block, whose images are the largest.
   *
   * @default {"nowhere"}
   */
  readonly pooling?: "nowhere" | "beforeNormalization" | "atTheEnd";
}

/**
 * Applies a 3x3 convolution with same padding, batch normalisation and ReLU to
 * `[batch, height, width, channels]`.
 *
 * The convolution has no bias: the normalisation would subtract it again. Its kernel is drawn from
 * He's normal distribution (He et al., 2015, arXiv:1502.01852), cut off at two standard deviations.
 *
 * @param name What the names of the layers begin with.
 */
function applyConvolutionBlock(
  input: tf.SymbolicTensor,
  name: string,
  { filters, residual = false, pooling = "nowhere" }: ConvolutionBlock,
  nextSeed: () => number,
): tf.SymbolicTensor {
  const convolution = tf.layers.conv2d({
    name: `${name}_convolution`,
    filters,
    kernelSize: 3,
    padding: "same",
    useBias: false,
    kernelInitializer: tf.initializers.heNormal({ seed: nextSeed() }),
  });
  const poolingAt = (place: typeof pooling) =>
    pooling === place ? [tf.layers.maxPooling2d({ name: `${name}_pooling`, poolSize: 2 })] : [];
  const activated = applyLayers(input, [
    convolution,
    ...poolingAt("beforeNormalization"),
    tf.layers.batchNormalization({
      name: `${name}_normalization`,
      momentum: MOMENTUM,
      epsilon: EPSILON,
    }),
    tf.layers.reLU({ name: `${name}_activation` }),
  ]);
  const output = residual
    ? symbolic(tf.layers.add({ name: `${name}_sum` }).apply([input, activated]))
    : activated;
  return applyLayers(output, poolingAt("atTheEnd"));
}

/** Applies layers one after the other. */
export function applyLayers(
  input: tf.SymbolicTensor,
  layers: readonly tf.layers.Layer[],
): tf.SymbolicTensor {
  return layers.reduce((value, layer) => symbolic(layer.apply(value)), input);
}

/** tfjs types a layer's result as everything that any layer may return. */
function symbolic(value: unknown): tf.SymbolicTensor {
  if (value instanceof tf.SymbolicTensor) return value;
  throw new TypeError("Cannot stack layers: expected one symbolic tensor");
}
