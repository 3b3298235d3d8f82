/** Activation functions, alone or as the end of another layer. */

import { z } from "zod";
import { type ComputeType, finished, type LayerBuilder, type LayerValue } from "./layer_context.ts";
import type { Graph, GraphOutput } from "../graph.ts";

/** The activations that the graph knows, under tfjs's names. */
export const activationName = z.enum(["linear", "relu", "tanh", "softmax"]);

const operations = { relu: "Relu", tanh: "Tanh" } as const;

/**
 * Returns `input` under the named activation. Softmax is computed in float32 and keeps its logits;
 * the others never decrease and so stay open for max pooling.
 *
 * @param prepare What comes before the activation, such as adding a bias: element-wise, never
 *   decreasing.
 */
export function activate(
  graph: Graph,
  { output: input, size }: LayerValue,
  name: z.infer<typeof activationName>,
  type: ComputeType,
  prepare: (input: GraphOutput) => GraphOutput = (unchanged) => unchanged,
): LayerValue {
  if (name === "softmax") {
    const logits = graph.cast(prepare(input), type, "float32"); // [batch, classes]
    return { output: graph.add("Softmax", [logits], { T: { type: "float32" } }), size, logits };
  }
  const finish = (output: GraphOutput) =>
    name === "linear"
      ? prepare(output)
      : graph.add(operations[name], [prepare(output)], { T: { type } });
  return { output: input, size, finish };
}

/** `tf.layers.reLU` without an upper bound. */
export const buildRelu: LayerBuilder = ({ graph, computeType }, layer, [input]) => {
  z.object({ maxValue: z.null().optional() }).parse(layer.getConfig());
  const { size } = input;
  return activate(graph, { output: finished(input), size }, "relu", computeType);
};
