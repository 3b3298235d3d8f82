/**
 * Layers with a kernel, a bias and an activation: the convolution on `[batch, height, width,
 * channels]` with a kernel `[height, width, in, out]`, and the dense layer.
 */

import { z } from "zod";
import { type GraphOutput } from "../graph.ts";
import { activate, activationName } from "./activation.ts";
import {
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
  strides: z.tuple([z.number(), z.number()]),
  padding: z.enum(["valid", "same"]),
  dataFormat: z.literal("channelsLast"),
  dilationRate: z.tuple([z.literal(1), z.literal(1)]),
});

/** `tf.layers.conv2d`. */
export const buildConv2d: LayerBuilder = (context, layer, [input]) => {
  const { strides, padding, activation } = convolutionConfig.parse(layer.getConfig());
  const [kernel, bias] = context.weights(layer);
  const product = context.graph.add("Conv2D", [finished(input), kernel], {
    T: { type: context.computeType },
    strides: { ints: [1, ...strides, 1] },
    padding: { string: padding.toUpperCase() },
  });
  return addBiasAndActivate(context, product, bias, activation); // [batch, height, width, filters]
};

/** `tf.layers.dense` on `[batch, in]` with a kernel `[in, out]`. */
export const buildDense: LayerBuilder = (context, layer, [input]) => {
  const { activation } = weightedConfig.parse(layer.getConfig());
  const [kernel, bias] = context.weights(layer);
  const product = context.graph.add("MatMul", [finished(input), kernel], {
    T: { type: context.computeType },
  });
  return addBiasAndActivate(context, product, bias, activation); // [batch, out]
};

/** @param bias `[channels]`, or undefined where the layer's weights end before it. */
function addBiasAndActivate(
  { graph, computeType }: LayerContext,
  product: GraphOutput,
  bias: GraphOutput | undefined,
  activation: z.infer<typeof activationName>,
): LayerValue {
  const addBias = (output: GraphOutput) =>
    bias === undefined
      ? output
      : graph.add("BiasAdd", [output, bias], { T: { type: computeType } });
  return activate(graph, product, activation, computeType, addBias);
}
