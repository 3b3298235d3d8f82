/** The dense layer: `[batch, in]` times a kernel `[in, out]`. */

import { z } from "zod";
import { activationName } from "./activation.ts";
import { finished, type LayerBuilder } from "./layer_context.ts";
import { addBiasAndActivate, unregularized } from "./weighted_layer.ts";

const denseConfig = unregularized.extend({ activation: activationName, useBias: z.boolean() });

/** `tf.layers.dense` on `[batch, in]`. */
export const buildDense: LayerBuilder = (context, layer, [input]) => {
  const { activation } = denseConfig.parse(layer.getConfig());
  const [kernel, bias] = context.weights(layer);
  const product = context.graph.add("MatMul", [finished(input), kernel], {
    T: { type: context.computeType },
  });
  return addBiasAndActivate(context, product, bias, activation); // [batch, out]
};
