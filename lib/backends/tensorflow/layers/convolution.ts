/** Convolution layers on `[batch, height, width, channels]`; kernels are `[height, width, in, out]`. */

import { z } from "zod";
import { activate, activationName } from "./activation.ts";
import { finished, type LayerBuilder, type LayerContext } from "./layer_context.ts";
import { type GraphOutput } from "../graph.ts";

const pair = z.tuple([z.number(), z.number()]);

/** Penalties and constraints would change the loss, so a layer that has one is refused. */
export const unregularized = z.object({
  kernelRegularizer: z.null().optional(),
  biasRegularizer: z.null().optional(),
  activityRegularizer: z.null().optional(),
  kernelConstraint: z.null().optional(),
  biasConstraint: z.null().optional(),
  depthwiseRegularizer: z.null().optional(),
  pointwiseRegularizer: z.null().optional(),
  depthwiseConstraint: z.null().optional(),
  pointwiseConstraint: z.null().optional(),
});

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

/** Adds a bias along the last axis, if there is one. */
export function addBias(
  { graph, computeType }: LayerContext,
  input: GraphOutput,
  bias: GraphOutput | undefined,
): GraphOutput {
  return bias === undefined ? input : graph.add("BiasAdd", [input, bias], {
    T: { type: computeType },
  });
}

/** `tf.layers.conv2d`. */
export const buildConv2d: LayerBuilder = (context, layer, [input]) => {
  const config = convolutionConfig.parse(layer.getConfig());
  const [kernel, bias] = context.weights(layer);
  const product = addConvolution(context, "Conv2D", finished(input), kernel, config);
  return activate(
    context.graph,
    product, // [batch, height, width, filters]
    config.activation,
    context.computeType,
    (output) => addBias(context, output, config.useBias ? bias : undefined),
  );
};

/** `tf.layers.depthwiseConv2d`: one or more filters for each channel alone. */
export const buildDepthwiseConv2d: LayerBuilder = (context, layer, [input]) => {
  const config = convolutionConfig.parse(layer.getConfig());
  const [kernel, bias] = context.weights(layer);
  const product = addConvolution(context, "DepthwiseConv2dNative", finished(input), kernel, config);
  return activate(
    context.graph,
    product, // [batch, height, width, channels · depthMultiplier]
    config.activation,
    context.computeType,
    (output) => addBias(context, output, config.useBias ? bias : undefined),
  );
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
  return activate(
    context.graph,
    product, // [batch, height, width, filters]
    config.activation,
    context.computeType,
    (output) => addBias(context, output, config.useBias ? bias : undefined),
  );
};
