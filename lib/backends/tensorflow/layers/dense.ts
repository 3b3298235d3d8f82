/** The dense layer: `[batch, in]` times a kernel `[in, out]`. */

import { z } from "zod";
import { activate, activationName } from "./activation.ts";
import { addBias, unregularized } from "./convolution.ts";
import { finished, type LayerBuilder } from "./layer_context.ts";

const denseConfig = unregularized.extend({ activation: activationName, useBias: z.boolean() });

/** `tf.layers.dense` on `[batch, in]`. */
export const buildDense: LayerBuilder = (context, layer, [input]) => {
  const { activation, useBias } = denseConfig.parse(layer.getConfig());
  const [kernel, bias] = context.weights(layer);
  const product = context.graph.add("MatMul", [finished(input), kernel], {
    T: { type: context.computeType },
  });
  return activate(
    context.graph,
    product, // [batch, out]
    activation,
    context.computeType,
    (output) => addBias(context, output, useBias ? bias : undefined),
  );
};
