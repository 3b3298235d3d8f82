/** A model's weights as variables of a graph, found again by layer. */

import * as tf from "@tensorflow/tfjs";
import type { Graph } from "./graph.ts";
import { addVariable, type Variable } from "./variables.ts";

/** One weight array of a layer. */
export interface ModelWeight {
  readonly layer: tf.layers.Layer;
  readonly variable: Variable;
  readonly trainable: boolean;
}

/** Adds a variable for each weight of `model`, in the order of `model.layers`. */
export function addModelWeights(graph: Graph, model: tf.LayersModel): ModelWeight[] {
  return model.layers.flatMap((layer) =>
    layer.weights.map((weight, position) => ({
      layer,
      variable: addVariable(graph, `${layer.name}/${position}`, fullShape(weight.shape)),
      trainable: layer.trainableWeights.includes(weight),
    }))
  );
}

/**
 * Returns the function that picks a layer's share, in tfjs's order, out of `values`, which stand for
 * `weights` one by one.
 */
export function valuesByLayer<Value>(
  weights: readonly Pick<ModelWeight, "layer">[],
  values: readonly Value[],
): (layer: tf.layers.Layer) => Value[] {
  return (layer) => values.filter((_, position) => weights[position].layer === layer);
}

/** Returns copies of the model's weights, in the order of {@linkcode addModelWeights}. */
export function modelWeightValues(model: tf.LayersModel): Float32Array<ArrayBuffer>[] {
  return model.layers.flatMap((layer) =>
    layer.weights.map((weight) => Float32Array.from(weight.read().dataSync()))
  );
}

/** Sets the model's weights, in the order of {@linkcode addModelWeights}. */
export function setModelWeights(
  model: tf.LayersModel,
  values: readonly Float32Array<ArrayBuffer>[],
): void {
  let next = 0;
  for (const layer of model.layers) {
    tf.tidy(() => {
      layer.setWeights(
        layer.weights.map((weight) => tf.tensor(values[next++], fullShape(weight.shape))),
      );
    });
  }
}

function fullShape(shape: tf.Shape): number[] {
  return shape.map((dimension) => dimension ?? 0);
}
