/** Layers without weights that pool, rearrange, add or drop values. */

import { z } from "zod";
import { type Size, sizeOf } from "../needed_sizes.ts";
import { crop, finished, type LayerBuilder } from "./layer_context.ts";

const pair = z.tuple([z.number(), z.number()]);

const poolingConfig = z.object({
  poolSize: pair,
  strides: pair,
  padding: z.enum(["valid", "same"]),
  dataFormat: z.literal("channelsLast"),
});

/**
 * `tf.layers.maxPooling2d` on `[batch, height, width, channels]`; it comes before a bias and
 * activation that are still open.
 */
export const buildMaxPooling: LayerBuilder = ({ graph, computeType }, layer, [input]) => {
  const { poolSize, strides, padding } = poolingConfig.parse(layer.getConfig());
  const output = graph.add("MaxPool", [input.output], {
    T: { type: computeType },
    ksize: { ints: [1, ...poolSize, 1] },
    strides: { ints: [1, ...strides, 1] },
    padding: { string: padding.toUpperCase() },
  });
  const size = padding === "same"
    ? sizeOf([layer.output].flat()[0])
    : input.size.map((each, axis) => Math.floor((each - poolSize[axis]) / strides[axis]) + 1);
  return { output, size: [size[0], size[1]], finish: input.finish };
};

/** `tf.layers.flatten`: `[batch, …]` to `[batch, product of the rest]`. */
export const buildFlatten: LayerBuilder = ({ graph, computeType }, layer, [input]) => {
  z.object({ dataFormat: z.literal("channelsLast").optional() }).parse(layer.getConfig());
  const [, size] = z.tuple([z.null(), z.number()]).parse(layer.outputShape);
  const attributes = { T: { type: computeType }, Tshape: { type: "int32" } } as const;
  return {
    output: graph.add("Reshape", [finished(input), graph.integers([-1, size])], attributes),
    size: [0, 0],
  };
};

/** `tf.layers.add`: the sum of two or more values of one shape, as residual connections use it. */
export const buildAdd: LayerBuilder = ({ graph, computeType }, _layer, inputs) => {
  const size: Size = [
    Math.min(...inputs.map(({ size }) => size[0])),
    Math.min(...inputs.map(({ size }) => size[1])),
  ];
  const output = inputs
    .map((input) => finished(crop(graph, input, computeType, size)))
    .reduce((sum, value) => graph.add("AddV2", [sum, value], { T: { type: computeType } }));
  return { output, size };
};

/**
 * `tf.layers.dropout`: in training each value is dropped with probability `rate` and the kept ones
 * are divided by 1 − rate (Srivastava et al., 2014); the mask depends on the context's seed alone.
 */
export const buildDropout: LayerBuilder = ({ graph, computeType, training, randomSeed }, layer, [
  input,
]) => {
  const { rate } = z.object({ rate: z.number(), noiseShape: z.null().optional() })
    .parse(layer.getConfig());
  if (!training || rate === 0) return input;
  const value = finished(input);
  const size = graph.add("Shape", [value], { T: { type: computeType } });
  const layerSeed = graph.add(
    "AddV2",
    [randomSeed, graph.integers([nameHash(layer.name), 0])],
    { T: { type: "int32" } },
  );
  const uniform = graph.add("StatelessRandomUniform", [size, layerSeed], {
    dtype: { type: "float32" },
    T: { type: "int32" },
    Tseed: { type: "int32" },
  });
  const kept = graph.add("GreaterEqual", [uniform, graph.scalar(rate)], {
    T: { type: "float32" },
  });
  const factor = graph.add("Mul", [
    graph.cast(kept, "bool", "float32"),
    graph.scalar(1 / (1 - rate)),
  ], { T: { type: "float32" } });
  const output = graph.add("Mul", [value, graph.cast(factor, "float32", computeType)], {
    T: { type: computeType },
  });
  return { output, size: input.size };
};

/** A number for a layer's name (FNV-1a, 24 bits), so that no two dropout layers share a mask. */
function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0) & 0xffffff;
}
