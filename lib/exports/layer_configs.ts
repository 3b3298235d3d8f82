/** The layers that an export can hold, with the options that matter for what they compute. */

import { z } from "zod";

/** Activations other than softmax, under the names that tfjs and Keras share. */
const activation = z.enum(["linear", "relu", "elu", "sigmoid", "tanh", "softplus", "swish"]);

const pair = z.tuple([z.int(), z.int()]);
const padding = z.enum(["valid", "same"]);
const channelsLast = z.literal("channelsLast").optional();

/** What convolutions share; kernels are `[height, width, in, out]`, images `[height, width, in]`. */
const convolution = z.object({
  kernelSize: pair,
  strides: pair,
  padding,
  activation,
  useBias: z.boolean(),
  dataFormat: channelsLast,
  dilationRate: z.tuple([z.literal(1), z.literal(1)]).optional(),
});

const pooling = z.object({
  poolSize: pair,
  strides: pair,
  padding,
  dataFormat: channelsLast,
});

/** A layer's class and its options, in tfjs's camel case; options that it does not name are left out. */
export const layerConfigSchema = z.discriminatedUnion("className", [
  layer("Activation", z.object({ activation })),
  layer("Add", z.object({})),
  layer("AveragePooling2D", pooling),
  layer(
    "BatchNormalization",
    z.object({
      axis: z.union([z.literal(-1), z.literal(3)]),
      momentum: z.number(),
      epsilon: z.number(),
      center: z.literal(true),
      scale: z.literal(true),
    }),
  ),
  layer("Conv2D", convolution.extend({ filters: z.int() })),
  layer("Dense", z.object({ units: z.int(), activation, useBias: z.boolean() })),
  layer("DepthwiseConv2D", convolution.extend({ depthMultiplier: z.int() })),
  layer("Dropout", z.object({ rate: z.number() })),
  layer("ELU", z.object({ alpha: z.number() })),
  layer("Flatten", z.object({ dataFormat: channelsLast })),
  layer("GlobalAveragePooling2D", z.object({ dataFormat: channelsLast })),
  layer("LeakyReLU", z.object({ alpha: z.number() })),
  layer("MaxPooling2D", pooling),
  layer("ReLU", z.object({ maxValue: z.null().optional() })),
  layer("Reshape", z.object({ targetShape: z.array(z.int()) })),
  layer("SeparableConv2D", convolution.extend({ filters: z.int() })),
  layer("Softmax", z.object({ axis: z.int() })),
  layer("ZeroPadding2D", z.object({ padding: z.tuple([pair, pair]), dataFormat: channelsLast })),
]);

/** A layer's class and its options; see {@linkcode layerConfigSchema}. */
export type LayerConfig = z.infer<typeof layerConfigSchema>;

/** Name of an activation function other than softmax. */
export type ActivationName = z.infer<typeof activation>;

/** Class names of the layers that an export can hold. */
export const exportedLayers: readonly string[] = layerConfigSchema.options
  .map(({ shape }) => shape.className.value);

function layer<const Name extends string, Config extends z.ZodType>(name: Name, config: Config) {
  return z.object({ className: z.literal(name), config });
}
