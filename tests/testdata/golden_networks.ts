/** The networks that are compared with Keras, each with initial weights from fixed seeds. */

import * as tf from "@tensorflow/tfjs";
import { createBaselineCnn } from "../../lib/models/baseline_cnn.ts";
import { applyLayers } from "../../lib/models/convolutional_network.ts";

const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });

/** The baseline CNN, whose ReLU and maximum pooling have kinks; see `follow_golden.ts`. */
function createBaseline(): tf.LayersModel {
  return createBaselineCnn({ seed: 0 });
}

/** A network without kinks: hyperbolic tangents, and strides in the place of pooling. */
function createSmooth(): tf.LayersModel {
  const convolution = (filters: number, seed: number, inputShape?: tf.Shape) =>
    tf.layers.conv2d({
      filters,
      inputShape,
      kernelSize: 3,
      strides: 2,
      activation: "tanh",
      kernelInitializer: glorot(seed),
    });
  return tf.sequential({
    layers: [
      convolution(32, 11, [28, 28, 1]), // [batch, 13, 13, 32]
      convolution(64, 12), // [batch, 6, 6, 64]
      tf.layers.flatten(),
      tf.layers.dense({ units: 128, activation: "tanh", kernelInitializer: glorot(13) }),
      tf.layers.dense({ units: 47, activation: "softmax", kernelInitializer: glorot(14) }),
    ],
  });
}

/** Another one, with batch normalisation, same padding and a residual addition. */
function createNormalized(): tf.LayersModel {
  const kernelSize = 3;
  const input = tf.input({ shape: [28, 28, 1] });
  const first = applyLayers(input, [
    tf.layers.conv2d({
      filters: 16,
      kernelSize,
      strides: 2,
      padding: "same",
      activation: "tanh",
      kernelInitializer: glorot(21),
    }), // [batch, 14, 14, 16]
  ]);
  const second = applyLayers(first, [
    tf.layers.conv2d({
      filters: 16,
      kernelSize,
      padding: "same",
      useBias: false,
      kernelInitializer: glorot(22),
    }),
    tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-3 }),
  ]);
  const sum = tf.layers.add().apply([first, second]);
  if (!(sum instanceof tf.SymbolicTensor)) throw new TypeError("expected one symbolic tensor");
  const output = applyLayers(sum, [
    tf.layers.conv2d({
      filters: 32,
      kernelSize,
      strides: 2,
      activation: "tanh",
      kernelInitializer: glorot(23),
    }), // [batch, 6, 6, 32]
    tf.layers.flatten(),
    tf.layers.dense({ units: 64, activation: "tanh", kernelInitializer: glorot(24) }),
    tf.layers.dense({ units: 47, activation: "softmax", kernelInitializer: glorot(25) }),
  ]);
  return tf.model({ inputs: input, outputs: output });
}

/** Creates each network on the backend in use. */
export const goldenNetworks = {
  baseline: createBaseline,
  smooth: createSmooth,
  normalized: createNormalized,
};

/** Name of a network that is compared with Keras. */
export type GoldenName = keyof typeof goldenNetworks;
