/** Pooling layers on `[batch, height, width, channels]`. */

import { z } from "zod";
import { finished, type LayerBuilder, type LayerContext } from "./layer_context.ts";
import { type GraphOutput } from "../graph.ts";

const pair = z.tuple([z.number(), z.number()]);

const poolingConfig = z.object({
  poolSize: pair,
  strides: pair,
  padding: z.enum(["valid", "same"]),
  dataFormat: z.literal("channelsLast"),
});

function addPooling(
  { graph, computeType }: LayerContext,
  type: "MaxPool" | "AvgPool",
  input: GraphOutput,
  config: unknown,
): GraphOutput {
  const { poolSize, strides, padding } = poolingConfig.parse(config);
  return graph.add(type, [input], {
    T: { type: computeType },
    ksize: { ints: [1, ...poolSize, 1] },
    strides: { ints: [1, ...strides, 1] },
    padding: { string: padding.toUpperCase() },
  });
}

/** `tf.layers.maxPooling2d`; it comes before a bias and activation that are still open. */
export const buildMaxPooling: LayerBuilder = (context, layer, [input]) => ({
  output: addPooling(context, "MaxPool", input.output, layer.getConfig()),
  finish: input.finish,
});

/** `tf.layers.averagePooling2d`. */
export const buildAveragePooling: LayerBuilder = (context, layer, [input]) => ({
  output: addPooling(context, "AvgPool", finished(input), layer.getConfig()),
});

/** `tf.layers.globalAveragePooling2d`: the mean of each channel, `[batch, channels]`. */
export const buildGlobalAveragePooling: LayerBuilder = ({ graph, computeType }, layer, [input]) => {
  z.object({ dataFormat: z.literal("channelsLast") }).parse(layer.getConfig());
  const attributes = { T: { type: computeType }, Tidx: { type: "int32" } } as const;
  return { output: graph.add("Mean", [finished(input), graph.integers([1, 2])], attributes) };
};
