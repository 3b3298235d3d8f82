/** What a layer's builder gets to add its part of a forward pass to a graph. */

import type * as tf from "@tensorflow/tfjs";
import type { DataType } from "../tensor.ts";
import type { Graph, GraphOutput } from "../graph.ts";
import type { LayerSizes, Size } from "../needed_sizes.ts";

/** The element types that activations may have. */
export type ComputeType = Extract<DataType, "float32" | "bfloat16">;

/** One forward pass under construction. */
export interface LayerContext {
  readonly graph: Graph;
  /** Element type of activations and of the weights that meet them. */
  readonly computeType: ComputeType;
  /** True in a training pass: dropout drops, batch normalisation uses the batch's own moments. */
  readonly training: boolean;
  /** Int32 pair that differs from step to step and from tower to tower; seeds the dropout masks. */
  readonly randomSeed: GraphOutput;
  /** A layer's weights in tfjs's order, in the compute type. */
  weights(layer: tf.layers.Layer): GraphOutput[];
  /** A layer's weights in tfjs's order, as float32. */
  masterWeights(layer: tf.layers.Layer): GraphOutput[];
  /**
   * Asks for `weight ← momentum · weight + (1 − momentum) · value` after the step; `value` is float32.
   *
   * @param position The weight's place in the layer's list of weights.
   */
  updateMovingAverage(
    layer: tf.layers.Layer,
    position: number,
    value: GraphOutput,
    momentum: number,
  ): void;
}

/** An activation on its way through the graph. */
export interface LayerValue {
  /** The value so far; see {@linkcode LayerValue.finish}. */
  readonly output: GraphOutput;
  /** Its rows and columns: at least those that are needed of it, at most the layer's own. */
  readonly size: Size;
  /**
   * What is still to be applied to `output`: an element-wise, non-decreasing function such as a bias
   * and ReLU. Max pooling commutes with it, and is cheaper before it: there are four times fewer
   * elements left to add the bias to.
   */
  readonly finish?: (output: GraphOutput) => GraphOutput;
  /** The logits, when `output` is a softmax of them; both are float32 then. */
  readonly logits?: GraphOutput;
}

/**
 * Adds one layer to the graph.
 *
 * @param sizes What the layer needs of its inputs, which may have more, and what is needed of it.
 */
export type LayerBuilder = (
  context: LayerContext,
  layer: tf.layers.Layer,
  inputs: readonly LayerValue[],
  sizes: LayerSizes,
) => LayerValue;

/** Adds what is still to be applied to a value and returns its final output. */
export function finished(value: LayerValue): GraphOutput {
  return value.finish === undefined ? value.output : value.finish(value.output);
}

/** Adds the top left part of a value, where that is less than the whole. */
export function crop(
  graph: Graph,
  value: LayerValue,
  type: DataType,
  [height, width]: Size,
): LayerValue {
  if (value.size[0] === height && value.size[1] === width) return value;
  const begin = graph.integers([0, 0, 0, 0]);
  const output = graph.add(
    "Slice",
    [value.output, begin, graph.integers([-1, height, width, -1])],
    {
      T: { type },
      Index: { type: "int32" },
    },
  );
  return { ...value, output, size: [height, width] };
}
