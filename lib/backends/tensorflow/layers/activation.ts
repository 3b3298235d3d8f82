/** Activation functions, alone or as the end of another layer. */

import { z } from "zod";
import { type ComputeType, finished, type LayerBuilder, type LayerValue } from "./layer_context.ts";
import { type Graph, type GraphOutput } from "../graph.ts";

/** The activations that the graph knows, under tfjs's names. */
export const activationName = z.enum([
  "linear",
  "relu",
  "elu",
  "sigmoid",
  "tanh",
  "softplus",
  "swish",
  "softmax",
]);

/** Name of an activation function that the graph knows. */
export type ActivationName = z.infer<typeof activationName>;

const operations = {
  relu: "Relu",
  elu: "Elu",
  sigmoid: "Sigmoid",
  tanh: "Tanh",
  softplus: "Softplus",
} as const;

/** Adds an activation function other than softmax, whose logits are kept by {@linkcode activate}. */
function addActivation(
  graph: Graph,
  input: GraphOutput,
  name: Exclude<ActivationName, "softmax">,
  type: ComputeType,
): GraphOutput {
  if (name === "linear") return input;
  const attributes = { T: { type } };
  if (name === "swish") {
    return graph.add("Mul", [input, graph.add("Sigmoid", [input], attributes)], attributes);
  }
  return graph.add(operations[name], [input], attributes);
}

/**
 * Returns `input` under the named activation. Softmax is computed in float32 and keeps its logits;
 * the others, apart from swish, never decrease and so stay open for max pooling.
 *
 * @param prepare What comes before the activation, such as adding a bias: element-wise, never
 *   decreasing.
 */
export function activate(
  graph: Graph,
  input: GraphOutput,
  name: ActivationName,
  type: ComputeType,
  prepare: (input: GraphOutput) => GraphOutput = (unchanged) => unchanged,
): LayerValue {
  if (name === "softmax") {
    const logits = graph.cast(prepare(input), type, "float32"); // [batch, classes]
    return { output: graph.add("Softmax", [logits], { T: { type: "float32" } }), logits };
  }
  const finish = (output: GraphOutput) => addActivation(graph, prepare(output), name, type);
  return name === "swish" ? { output: finish(input) } : { output: input, finish };
}

const activationConfig = z.object({ activation: activationName });
const leakyReluConfig = z.object({ alpha: z.number() });
const reluConfig = z.object({ maxValue: z.null().optional() });

/** `tf.layers.activation`. */
export const buildActivation: LayerBuilder = ({ graph, computeType }, layer, [input]) =>
  activate(
    graph,
    finished(input),
    activationConfig.parse(layer.getConfig()).activation,
    computeType,
  );

/** `tf.layers.reLU` without an upper bound. */
export const buildRelu: LayerBuilder = ({ graph, computeType }, layer, [input]) => {
  reluConfig.parse(layer.getConfig());
  return activate(graph, finished(input), "relu", computeType);
};

/**
 * `tf.layers.leakyReLU`: x where x > 0, else α·x, as relu(x) − α·relu(−x).
 *
 * TensorFlow has an operation for it, but its optimiser fuses that one with a bias before it whose
 * value the gradient still needs, complains about itself and then leaves the whole graph as it is.
 */
export const buildLeakyRelu: LayerBuilder = ({ graph, computeType }, layer, [input]) => {
  const { alpha } = leakyReluConfig.parse(layer.getConfig());
  const attributes = { T: { type: computeType } };
  const value = finished(input);
  const factor = graph.cast(graph.scalar(alpha), "float32", computeType);
  const positive = graph.add("Relu", [value], attributes);
  const negative = graph.add("Relu", [graph.add("Neg", [value], attributes)], attributes);
  const leak = graph.add("Mul", [negative, factor], attributes);
  return { output: graph.add("Sub", [positive, leak], attributes) };
};

/** `tf.layers.elu` with α = 1. */
export const buildElu: LayerBuilder = ({ graph, computeType }, layer, [input]) => {
  z.object({ alpha: z.literal(1) }).parse(layer.getConfig());
  return activate(graph, finished(input), "elu", computeType);
};

/** `tf.layers.softmax` over the last axis, which may be given as −1 or by its number. */
export const buildSoftmax: LayerBuilder = ({ graph, computeType }, layer, [input]) => {
  const lastAxis = z.array(z.unknown()).parse(layer.outputShape).length - 1;
  z.object({ axis: z.literal([-1, lastAxis]) }).parse(layer.getConfig());
  return activate(graph, finished(input), "softmax", computeType);
};
