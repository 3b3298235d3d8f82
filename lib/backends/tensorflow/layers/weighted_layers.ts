/**
 * Layers with weights: the convolution on `[batch, height, width, channels]` with a kernel `[height,
 * width, in, out]` and the dense layer, each with a bias and an activation, and batch normalisation
 * over the last of four axes (Ioffe and Szegedy, 2015).
 */

import type * as tf from "@tensorflow/tfjs";
import { z } from "zod";
import type { Attribute, GraphOutput } from "../graph.ts";
import { type LayerSizes, paddingBefore, type Size, sizeOf } from "../needed_sizes.ts";
import { activate, activationName } from "./activation.ts";
import {
  crop,
  finished,
  type LayerBuilder,
  type LayerContext,
  type LayerValue,
} from "./layer_context.ts";

/** Penalties and constraints would change the loss, so a layer that has one is refused. */
const weightedConfig = z.object({
  activation: activationName,
  kernelRegularizer: z.null().optional(),
  biasRegularizer: z.null().optional(),
  activityRegularizer: z.null().optional(),
  kernelConstraint: z.null().optional(),
  biasConstraint: z.null().optional(),
});

const convolutionConfig = weightedConfig.extend({
  kernelSize: z.tuple([z.number(), z.number()]),
  strides: z.tuple([z.number(), z.number()]),
  padding: z.enum(["valid", "same"]),
  dataFormat: z.literal("channelsLast"),
  dilationRate: z.tuple([z.literal(1), z.literal(1)]),
});

/** `tf.layers.conv2d`. */
export const buildConv2d: LayerBuilder = (context, layer, [input], sizes) => {
  const config = convolutionConfig.parse(layer.getConfig());
  const { graph, computeType } = context;
  // The bfloat16 gradient of filter rows that see nothing but padding is memory that nobody wrote
  // (TensorFlow 2.21 with oneDNN on AVX-512 BF16).
  const exceedsInput = config.kernelSize.some((length, axis) => length > sizes.input[axis]);
  const type = exceedsInput ? "float32" : computeType;
  const [kernel] = exceedsInput ? context.masterWeights(layer) : context.weights(layer);
  const [, bias] = context.weights(layer);
  const seen = finished(crop(graph, input, computeType, sizes.input));
  const convolved = graph.add("Conv2D", [graph.cast(seen, computeType, type), kernel], {
    T: { type },
    strides: { ints: [1, ...config.strides, 1] },
    ...paddingAttributes(layer, config, sizes),
  });
  const product = graph.cast(convolved, type, computeType); // [batch, height, width, filters]
  return addBiasAndActivate(context, product, bias, config.activation, sizes.output);
};

/** With same padding, rows and columns that are not computed are not padded for either. */
function paddingAttributes(
  layer: tf.layers.Layer,
  { padding, kernelSize, strides }: z.infer<typeof convolutionConfig>,
  { input, output }: LayerSizes,
): Readonly<Record<string, Attribute>> {
  const [whole, wholeOutput] = [layer.input, layer.output].map((value) =>
    sizeOf([value].flat()[0])
  );
  const isWhole = `${input} ${output}` === `${whole} ${wholeOutput}`;
  if (padding === "valid" || isWhole) return { padding: { string: padding.toUpperCase() } };
  const paddings = [0, 1].flatMap((axis) => {
    const before = paddingBefore(padding, whole[axis], kernelSize[axis], strides[axis]);
    const end = (output[axis] - 1) * strides[axis] + kernelSize[axis];
    return [before, end - before - input[axis]];
  });
  return {
    padding: { string: "EXPLICIT" },
    explicit_paddings: { ints: [0, 0, ...paddings, 0, 0] },
  };
}

/** `tf.layers.dense` on `[batch, in]` with a kernel `[in, out]`. */
export const buildDense: LayerBuilder = (context, layer, [input]) => {
  const { activation } = weightedConfig.parse(layer.getConfig());
  const [kernel, bias] = context.weights(layer);
  const product = context.graph.add("MatMul", [finished(input), kernel], {
    T: { type: context.computeType },
  });
  return addBiasAndActivate(context, product, bias, activation, [0, 0]); // [batch, out]
};

/** @param bias `[channels]`, or undefined where the layer's weights end before it. */
function addBiasAndActivate(
  { graph, computeType }: LayerContext,
  product: GraphOutput,
  bias: GraphOutput | undefined,
  activation: z.infer<typeof activationName>,
  size: Size,
): LayerValue {
  const addBias = (output: GraphOutput) =>
    bias === undefined
      ? output
      : graph.add("BiasAdd", [output, bias], { T: { type: computeType } });
  return activate(graph, { output: product, size }, activation, computeType, addBias);
}

const batchNormalizationConfig = z.object({
  axis: z.union([z.literal(-1), z.literal(3)]),
  momentum: z.number(),
  epsilon: z.number(),
  center: z.literal(true),
  scale: z.literal(true),
  betaRegularizer: z.null().optional(),
  gammaRegularizer: z.null().optional(),
  betaConstraint: z.null().optional(),
  gammaConstraint: z.null().optional(),
});

/** Places of the moving moments among a batch normalisation's weights: γ, β, mean, variance. */
const MOVING_MEAN = 2;
const MOVING_VARIANCE = 3;

/**
 * `tf.layers.batchNormalization` with scale and centre.
 *
 * In training the moments are the batch's own; the moving variance takes TensorFlow's unbiased
 * estimate, N / (N − 1) times the biased one that tfjs takes, where N is the number of values a
 * channel has in the batch. In inference the moving moments are used.
 */
export const buildBatchNormalization: LayerBuilder = (context, layer, [input]) => {
  const { graph, computeType, training } = context;
  const { momentum, epsilon } = batchNormalizationConfig.parse(layer.getConfig());
  const [gamma, beta, mean, variance] = context.masterWeights(layer);
  const empty = graph.constant("float32", [0], new Float32Array(0));
  const normalized = graph.add(
    "FusedBatchNormV3",
    [finished(input), gamma, beta, training ? empty : mean, training ? empty : variance],
    {
      T: { type: computeType },
      U: { type: "float32" },
      epsilon: { float: epsilon },
      is_training: { bool: training },
    },
  );
  if (training) {
    const { operation } = normalized;
    context.updateMovingAverage(layer, MOVING_MEAN, { operation, index: 1 }, momentum);
    context.updateMovingAverage(layer, MOVING_VARIANCE, { operation, index: 2 }, momentum);
  }
  return { output: normalized, size: input.size };
};
