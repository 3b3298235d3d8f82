/** What a training graph refuses, and that it names the layer and the option. */

import { assert, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createGraphTrainer } from "../../../lib/backends/tensorflow/graph_trainer.ts";
import { UserError } from "../../../lib/user_error.ts";
import { needsPermissions } from "../../permissions.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";
import { applyLayer, type Build, chain, tinyModel, tinySide } from "./tiny_models.ts";

await tf.setBackend("cpu");

const refusals: readonly (readonly [string, string, Build])[] = [
  [
    "a layer it does not know",
    'the layer "noise" is a GaussianNoise',
    chain(() => tf.layers.gaussianNoise({ stddev: 1, name: "noise" })),
  ],
  [
    "a penalty on weights",
    'the layer "heavy" (Conv2D) sets an unsupported kernelRegularizer',
    chain(
      () =>
        tf.layers.conv2d({ filters: 1, kernelSize: 1, kernelRegularizer: "l1l2", name: "heavy" }),
    ),
  ],
  [
    "a penalty on a batch normalisation",
    'the layer "heavy" (BatchNormalization) sets an unsupported gammaRegularizer',
    chain(() => tf.layers.batchNormalization({ gammaRegularizer: "l1l2", name: "heavy" })),
  ],
  [
    "a dilated convolution",
    'the layer "wide" (Conv2D) sets an unsupported dilationRate.0, dilationRate.1',
    chain(() => tf.layers.conv2d({ filters: 1, kernelSize: 2, dilationRate: 2, name: "wide" })),
  ],
  [
    "an activation it does not know",
    'the layer "hard" (Conv2D) sets an unsupported activation',
    chain(
      () =>
        tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: "hardSigmoid", name: "hard" }),
    ),
  ],
  [
    "a ReLU with an upper bound",
    'the layer "six" (ReLU) sets an unsupported maxValue',
    chain(() => tf.layers.reLU({ maxValue: 6, name: "six" })),
  ],
  [
    "channels first",
    'the layer "first" (Flatten) sets an unsupported dataFormat',
    chain(() => tf.layers.flatten({ dataFormat: "channelsFirst", name: "first" })),
  ],
  [
    "a dense layer on more than rows",
    'the layer "deep" (Dense) does not fit: TensorFlow: Shape must be rank 2 but is rank 4',
    chain(() => tf.layers.dense({ units: 2, name: "deep" })),
  ],
  [
    "a layer that is used twice",
    'the layer "twice" is used more than once',
    (input) => {
      const layer = tf.layers.reLU({ name: "twice" });
      return applyLayer(layer, applyLayer(layer, input));
    },
  ],
];

for (const [what, reason, build] of refusals) {
  Deno.test(`addModel() refuses ${what}`, needsPermissions, async () => {
    const api = await openedTensorflow();
    const error = await assertRejects(
      () => createGraphTrainer(api, tinyModel(build), { towerCount: 1 }),
      UserError,
      `Cannot run this model as one TensorFlow graph: ${reason}.`,
    );
    assert(error.hint.startsWith("Use tfjs's own model.fit for it, or only these layers: "));
  });
}

Deno.test(
  "addModel() refuses models that are no classifiers of images",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const refuse = async (model: tf.LayersModel, reason: string) => {
      await assertRejects(() => createGraphTrainer(api, model), UserError, reason);
    };
    const flat = tf.layers.flatten({ inputShape: [tinySide, tinySide, 1] });
    const rows = tf.sequential({ name: "rows", layers: [flat, tf.layers.dense({ units: 2 })] });
    await refuse(rows, 'the model "rows" does not end in a softmax');
    const images = tf.sequential({
      name: "images",
      layers: [tf.layers.conv2d({ filters: 1, kernelSize: 1, inputShape: [4, 4, 1] })],
    });
    await refuse(images, 'the model "images" does not give one row of probabilities an image');
    const anySize = tf.sequential({
      name: "any",
      layers: [
        tf.layers.conv2d({ filters: 2, kernelSize: 1, inputShape: [null, null, 1] }),
        tf.layers.globalAveragePooling2d({}),
      ],
    });
    await refuse(anySize, 'the model "any" takes images of any size');
    const fixed = tinyModel(chain(() => tf.layers.reLU({})));
    for (const layer of fixed.layers) layer.trainable = false;
    await refuse(fixed, "has no weight that is trainable");
    const [first, second] = [tf.input({ shape: [2] }), tf.input({ shape: [2] })];
    const sum = applyLayer(tf.layers.add(), [first, second]);
    await refuse(
      tf.model({ inputs: [first, second], outputs: sum, name: "both" }),
      'the model "both" has several inputs or outputs',
    );
  },
);
