/** How a model's weights lie one after the other in a single float32 array: trainable ones first. */

import * as tf from "@tensorflow/tfjs";

/** Where one weight array lies. */
export interface WeightSlot {
  /** Layer and position in it, such as `dense1/0`: the same on every backend. */
  readonly name: string;
  readonly shape: readonly number[];
  /** First element and the one after the last. */
  readonly start: number;
  readonly end: number;
}

/** A model's weights, of which the first `trainableSize` elements are learnt. */
export interface WeightLayout {
  readonly slots: readonly WeightSlot[];
  readonly trainableSize: number;
  /** All elements: the rest are what layers keep, such as moving averages. */
  readonly size: number;
}

/** The variables of a model in the order of {@linkcode weightLayout}. */
export function layerVariables(model: tf.LayersModel): tf.LayerVariable[] {
  return [...model.trainableWeights, ...model.nonTrainableWeights];
}

/** Returns the layout of a model's weights; it depends on the architecture alone. */
export function weightLayout(model: tf.LayersModel): WeightLayout {
  const names = new Map(
    model.layers.flatMap((layer) =>
      layer.weights.map((variable, position) => [variable.id, `${layer.name}/${position}`])
    ),
  );
  let size = 0;
  const slots = layerVariables(model).map((variable): WeightSlot => {
    const shape = variable.shape.map((dimension) => dimension ?? 0);
    const start = size;
    size += tf.util.sizeFromShape(shape);
    return { name: names.get(variable.id) ?? variable.name, shape, start, end: size };
  });
  const trainableSize = slots[model.trainableWeights.length - 1]?.end ?? 0;
  return { slots, trainableSize, size };
}

/** Returns a copy of a model's weights, `[layout.size]`. */
export async function readWeights(model: tf.LayersModel): Promise<Float32Array<ArrayBuffer>> {
  const parts = await Promise.all(layerVariables(model).map((variable) => variable.read().data()));
  const layout = weightLayout(model);
  const weights = new Float32Array(layout.size);
  layout.slots.forEach(({ start }, index) => weights.set(parts[index], start));
  return weights;
}

/** Sets a model's weights from `[layout.size]` values. */
export function writeWeights(
  model: tf.LayersModel,
  layout: WeightLayout,
  weights: Float32Array,
): void {
  layerVariables(model).forEach((variable, index) => {
    const { shape, start, end } = layout.slots[index];
    tf.tidy(() => {
      variable.write(tf.tensor(weights.slice(start, end), [...shape], "float32"));
    });
  });
}
