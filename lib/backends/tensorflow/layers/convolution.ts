/** Convolution layers on `[batch, height, width, channels]`; kernels are `[height, width, in, out]`. */

import { z } from "zod";
import { activationName } from "./activation.ts";
import { addBiasAndActivate, unregularized } from "./weighted_layer.ts";
import { finished, type LayerBuilder, type LayerContext } from "./layer_context.ts";
import { type GraphOutput } from "../graph.ts";

const pair = z.tuple([z.number(), z.number()]);

const convolutionConfig = unregularized.extend({
  strides: pair,
  padding: z.enum(["valid", "same"]),
  dataFormat: z.literal("channelsLast"),
  dilationRate: z.tuple([z.literal(1), z.literal(1)]),
  activation: activationName,
  useBias: z.boolean(),
});

type ConvolutionConfig = z.infer<typeof convolutionConfig>;

function addConvolution(
  { graph, computeType }: LayerContext,
  type: "Conv2D" | "DepthwiseConv2dNative",
  input: GraphOutput,
  kernel: GraphOutput,
  { strides, padding }: Pick<ConvolutionConfig, "strides" | "padding">,
): GraphOutput {
  return graph.add(type, [input, kernel], {
    T: { type: computeType },
    strides: { ints: [1, ...strides, 1] },
    padding: { string: padding.toUpperCase() },
  });
}

/** `tf.layers.conv2d`. */
export const buildConv2d: LayerBuilder = (context, layer, [input]) => {
  const config = convolutionConfig.parse(layer.getConfig());
  const [kernel, bias] = context.weights(layer);
  const product = addConvolution(context, "Conv2D", finished(input), kernel, config);
  return addBiasAndActivate(context, product, bias, config.activation); // [batch, height, width, filters]
};

/** `tf.layers.depthwiseConv2d`: one or more filters for each channel alone. */
export const buildDepthwiseConv2d: LayerBuilder = (context, layer, [input]) => {
  const config = convolutionConfig.parse(layer.getConfig());
  const [kernel, bias] = context.weights(layer);
  const product = addConvolution(context, "DepthwiseConv2dNative", finished(input), kernel, config);
  return addBiasAndActivate(context, product, bias, config.activation); // [batch, height, width, channels · depthMultiplier]
};

/** `tf.layers.separableConv2d`: a depthwise convolution, then a 1×1 one across channels. */
export const buildSeparableConv2d: LayerBuilder = (context, layer, [input]) => {
  const config = convolutionConfig.parse(layer.getConfig());
  const [depthwise, pointwise, bias] = context.weights(layer);
  const spatial = addConvolution(
    context,
    "DepthwiseConv2dNative",
    finished(input),
    depthwise,
    config,
  );
  const product = addConvolution(context, "Conv2D", spatial, pointwise, {
    strides: [1, 1],
    padding: "valid",
  });
  return addBiasAndActivate(context, product, bias, config.activation); // [batch, height, width, filters]
};
