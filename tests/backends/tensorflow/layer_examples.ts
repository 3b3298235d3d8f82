/** One or more examples of each layer that a training graph can hold, for tests of them all. */

import * as tf from "@tensorflow/tfjs";
import { applyLayer, type Build, chain } from "./tiny_models.ts";

/** A part of a model that shows a layer at work on `[batch, 6, 6, 3]`. */
export interface LayerExample {
  /** tfjs's class name of the layer. */
  readonly layer: string;
  /** What is special about it. */
  readonly title: string;
  readonly build: Build;
}

const example = (layer: string, title: string, build: Build): LayerExample => ({
  layer,
  title,
  build,
});

const activations = ["linear", "relu", "tanh"] as const;

/** All examples. */
export const layerExamples: readonly LayerExample[] = [
  example("Add", "a residual connection around a convolution", (input) => {
    const convolution = tf.layers.conv2d({ filters: 3, kernelSize: 3, padding: "same" });
    const inner = applyLayer(tf.layers.reLU({}), applyLayer(convolution, input));
    return applyLayer(tf.layers.add(), [input, inner, input]);
  }),
  example("Add", "of a pooled value that is still open", (input) => {
    const relu = applyLayer(tf.layers.reLU({}), input);
    const pool = () => tf.layers.maxPooling2d({ poolSize: 2 });
    return applyLayer(tf.layers.add(), [applyLayer(pool(), relu), applyLayer(pool(), input)]);
  }),
  example("BatchNormalization", "", chain(() => tf.layers.batchNormalization({ epsilon: 0.01 }))),
  example(
    "Conv2D",
    "valid with ReLU",
    chain(() => tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: "relu" })),
  ),
  example(
    "Conv2D",
    "same, strides, no bias",
    chain(
      () =>
        tf.layers.conv2d({
          filters: 2,
          kernelSize: [3, 2],
          strides: 2,
          padding: "same",
          useBias: false,
        }),
    ),
  ),
  example(
    "Conv2D",
    "whose last row and column the pooling leaves out",
    chain(
      () => tf.layers.conv2d({ filters: 2, kernelSize: 2, activation: "tanh" }), // [batch, 5, 5, 2]
      () => tf.layers.maxPooling2d({ poolSize: 2 }), // [batch, 2, 2, 2]
    ),
  ),
  example("Conv2D", "same and strided, of which a residual sum needs a part", (input) => {
    const convolution = (strides: number) =>
      tf.layers.conv2d({ filters: 3, kernelSize: 3, strides, padding: "same" });
    const first = applyLayer(convolution(1), input);
    const sum = applyLayer(tf.layers.add(), [first, applyLayer(convolution(1), first)]);
    const window = applyLayer(tf.layers.conv2d({ filters: 2, kernelSize: 2 }), sum);
    return applyLayer(convolution(2), applyLayer(tf.layers.maxPooling2d({ poolSize: 3 }), window));
  }),
  example(
    "BatchNormalization",
    "of which the pooling needs a part, but its moments everything",
    chain(
      () => tf.layers.conv2d({ filters: 3, kernelSize: 3, padding: "same", useBias: false }),
      () => tf.layers.batchNormalization({}),
      () => tf.layers.reLU({}),
      () => tf.layers.maxPooling2d({ poolSize: 4 }), // [batch, 1, 1, 3]
    ),
  ),
  example(
    "Dense",
    "with tanh",
    chain(() => tf.layers.flatten(), () => tf.layers.dense({ units: 5, activation: "tanh" })),
  ),
  example("Dropout", "", chain(() => tf.layers.dropout({ rate: 0.3, name: "dropped" }))),
  example("Flatten", "", chain(() => tf.layers.flatten())),
  example("MaxPooling2D", "2x2", chain(() => tf.layers.maxPooling2d({ poolSize: 2 }))),
  ...activations.map((activation) =>
    example(
      "MaxPooling2D",
      `overlapping, same, after a convolution with ${activation}`,
      chain(
        () => tf.layers.conv2d({ filters: 4, kernelSize: 3, activation }),
        () => tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: "same" }),
      ),
    )
  ),
  example("ReLU", "", chain(() => tf.layers.reLU({}))),
];
