/** One tower: the part of a batch that goes through its own copy of the forward pass. */

import type * as tf from "@tensorflow/tfjs";
import type { Graph, GraphOutput } from "./graph.ts";
import { addModel } from "./graph_model.ts";
import type { ComputeType, LayerContext } from "./layers/layer_context.ts";

/** A value that one of a layer's weights is to follow, as its moving average. */
export interface MovingAverageValue {
  readonly layer: tf.layers.Layer;
  /** The weight's place in the layer's list of weights. */
  readonly position: number;
  /** Float32, of the weight's shape. */
  readonly value: GraphOutput;
  readonly momentum: number;
}

/** What a tower is built from. */
export interface TowerOptions {
  readonly model: tf.LayersModel;
  readonly computeType: ComputeType;
  readonly training: boolean;
  /** The values of a layer's weights in tfjs's order, float32. */
  readonly weights: (layer: tf.layers.Layer) => GraphOutput[];
  /** Int32 pair that seeds the dropout masks. */
  readonly randomSeed: GraphOutput;
}

/** The ends of a tower: `pixels` is fed, the rest may be fetched. */
export interface Tower {
  /** `[count, height, width, channels]` uint8, 0 to 255. */
  readonly pixels: GraphOutput;
  /** `[count, classes]` float32. */
  readonly logits: GraphOutput;
  /** `[count, classes]` float32. */
  readonly probabilities: GraphOutput;
  readonly movingAverages: readonly MovingAverageValue[];
}

/**
 * Adds a tower to a graph.
 *
 * @throws {UserError} when the model cannot be built as a graph; see {@linkcode addModel}.
 */
export function addTower(graph: Graph, options: TowerOptions): Tower {
  const { model, computeType, training, weights: masterWeights, randomSeed } = options;
  const [, ...imageShape] = model.inputs[0].shape.map((dimension) => dimension ?? -1);
  const pixels = graph.placeholder("uint8", [-1, ...imageShape]);
  const movingAverages: MovingAverageValue[] = [];
  const context: LayerContext = {
    graph,
    computeType,
    training,
    randomSeed,
    masterWeights,
    weights: (layer) =>
      masterWeights(layer).map((value) => graph.cast(value, "float32", computeType)),
    updateMovingAverage: (layer, position, value, momentum) => {
      movingAverages.push({ layer, position, value, momentum });
    },
  };
  return { pixels, ...addModel(context, model, pixels), movingAverages };
}

/** Adds the mean of the rows' cross-entropies, float32 scalar; both inputs are `[count, classes]`. */
export function addMeanLoss(graph: Graph, logits: GraphOutput, targets: GraphOutput): GraphOutput {
  const losses = graph.add("SoftmaxCrossEntropyWithLogits", [logits, targets], {
    T: { type: "float32" },
  });
  return addMean(graph, losses);
}

/** Adds the share of rows whose largest logit is at the largest target, float32 scalar. */
export function addAccuracy(graph: Graph, logits: GraphOutput, targets: GraphOutput): GraphOutput {
  const [predicted, expected] = [logits, targets].map((values) =>
    graph.add("ArgMax", [values, graph.constant("int32", [], Int32Array.of(1))], {
      T: { type: "float32" },
      Tidx: { type: "int32" },
      output_type: { type: "int32" },
    })
  );
  const equal = graph.add("Equal", [predicted, expected], { T: { type: "int32" } });
  return addMean(graph, graph.cast(equal, "bool", "float32"));
}

/** Adds the mean of a float32 vector. */
function addMean(graph: Graph, values: GraphOutput): GraphOutput {
  return graph.add("Mean", [values, graph.integers([0])], {
    T: { type: "float32" },
    Tidx: { type: "int32" },
  });
}
