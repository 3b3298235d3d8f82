/** Gradients are checked against finite differences of the loss. */

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useWasm } from "../../lib/backends/wasm/use_wasm.ts";
import { createRandom } from "../../lib/random.ts";
import { ModelGradients } from "../../lib/training/model_gradients.ts";
import { readWeights, weightLayout } from "../../lib/training/weight_layout.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";

if (hasPermissions) await useWasm();

const random = createRandom(3);
const images = Uint8Array.from({ length: 3 * 36 }, () => random.integer(256));
const targets = new Float32Array([1, 0, 0, 0.2, 0.3, 0.5, 0, 0, 1]);

/** Smooth activations, since a finite difference across the kink of ReLU measures no slope. */
function createModel(): tf.Sequential {
  const kernelInitializer = (seed: number) => tf.initializers.glorotUniform({ seed });
  return tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [6, 6, 1],
        filters: 3,
        kernelSize: 3,
        activation: "tanh",
        kernelInitializer: kernelInitializer(1),
        kernelRegularizer: tf.regularizers.l2({ l2: 0.1 }),
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({
        units: 3,
        activation: "softmax",
        kernelInitializer: kernelInitializer(2),
      }),
    ],
  });
}

Deno.test(
  "ModelGradients.computeGradients() gives the slope of the loss, penalties included",
  needsPermissions,
  async () => {
    const model = createModel();
    const engine = new ModelGradients(model);
    const weights = await readWeights(model);
    engine.setWeights(weights);
    const { gradients } = await engine.computeGradients(images, targets);
    assertEquals(gradients.length, weightLayout(model).trainableSize);
    const lossAt = async (index: number, change: number) => {
      engine.setWeights(weights.map((weight, each) => each === index ? weight + change : weight));
      return (await engine.computeGradients(images, targets)).loss;
    };
    for (let index = 0; index < gradients.length; index += 3) {
      const step = 1e-2;
      const slope = (await lossAt(index, step) - await lossAt(index, -step)) / (2 * step);
      // The difference's own error: step²/6 of the third derivative, and float32 rounding over step.
      assertAlmostEquals(gradients[index], slope, 2e-4, `weight ${index}`);
    }
    model.dispose();
  },
);

Deno.test(
  "ModelGradients.computeGradients() gives the loss and the count of right answers",
  needsPermissions,
  async () => {
    const model = createModel();
    const engine = new ModelGradients(model);
    // Weights of 0 make all three classes equally likely; of equals the first one counts.
    engine.setWeights(new Float32Array(weightLayout(model).size));
    const { loss, correct } = await engine.computeGradients(images, targets);
    assertAlmostEquals(loss, Math.log(3), 1e-6);
    assertEquals(correct, 1);
    const probabilities = await engine.predict(images);
    probabilities.forEach((value) => assertAlmostEquals(value, 1 / 3, 1e-6));
    model.dispose();
  },
);

Deno.test("ModelGradients.predict() takes any count of images", needsPermissions, async () => {
  const model = createModel();
  const engine = new ModelGradients(model);
  engine.setWeights(await readWeights(model));
  assertEquals((await engine.predict(new Uint8Array())).length, 0);
  const many = new Uint8Array(300 * 36);
  many.set(images, 299 * 36 - 72);
  const probabilities = await engine.predict(many);
  assertEquals(probabilities.length, 900);
  const alone = await engine.predict(images);
  assertAlmostEquals(probabilities[299 * 3], alone[6], 1e-6);
  model.dispose();
});

Deno.test("ModelGradients throws on a model of another form", needsPermissions, () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [4] })] });
  assertThrows(() => new ModelGradients(model), TypeError, "but found [,4] in and [,2] out");
  model.dispose();
});
