/** Every supported layer, forward and backward, against tfjs's own arithmetic and differences. */

import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { supportedLayers } from "../../../lib/backends/tensorflow/graph_model.ts";
import { createGraphTrainer } from "../../../lib/backends/tensorflow/graph_trainer.ts";
import { createRandom } from "../../../lib/random.ts";
import type { NamedArray, Trainer } from "../../../lib/training/trainer.ts";
import { needsPermissions } from "../../permissions.ts";
import { layerExamples } from "./layer_examples.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";
import {
  imageTensor,
  noLearning,
  type TinyBatch,
  tinyBatch,
  tinyClasses,
  tinyModel,
  trainerGradients,
} from "./tiny_models.ts";

await tf.setBackend("cpu"); // tfjs's plain JavaScript: nothing of it is TensorFlow's
const batch = tinyBatch(3);
const adam = { beta1: 0 }; // the first moment is then the last gradient

Deno.test("supportedLayers() lists the layers that are tested here", () => {
  assertEquals([...new Set(layerExamples.map(({ layer }) => layer))], supportedLayers());
});

for (const { layer, title, build } of layerExamples) {
  const name = title === "" ? layer : `${layer} (${title})`;
  Deno.test(`addModel() computes and differentiates ${name}`, needsPermissions, async () => {
    const api = await openedTensorflow();
    const model = tinyModel(build);
    const trainer = await createGraphTrainer(api, model, { adam, towerCount: 1 });
    await assertSameProbabilities(trainer, model);
    const gradients = await trainerGradients(trainer, batch);
    if (layer !== "Dropout") assertSameGradients(gradients, eagerGradients(model, batch));
    await assertDifferences(trainer, gradients, batch);
    trainer.dispose();
  });

  Deno.test(`addModel() knows ${name} in bfloat16`, needsPermissions, async () => {
    const api = await openedTensorflow();
    const model = tinyModel(build);
    const [exact, rounded] = [
      await createGraphTrainer(api, model, { adam, towerCount: 1 }),
      await createGraphTrainer(api, model, { adam, towerCount: 1, precision: "mixed_bfloat16" }),
    ];
    const expected = flat(await trainerGradients(exact, batch));
    const found = flat(await trainerGradients(rounded, batch));
    const distance = norm(found.map((value, index) => value - expected[index]));
    // bfloat16 has 8 significant bits; a pooled maximum may also move to its neighbour.
    assertLess(distance / norm(expected), 0.05);
    exact.dispose();
    rounded.dispose();
  });
}

async function assertSameProbabilities(trainer: Trainer, model: tf.LayersModel): Promise<void> {
  const found = await trainer.predict(batch.images);
  const expected = tf.tidy(() => {
    const output = model.predict(imageTensor(batch));
    assert(output instanceof tf.Tensor);
    return output.dataSync();
  });
  // Float32 sums in another order.
  expected.forEach((value, index) => assertAlmostEquals(found[index], value, 2e-6));
}

/** Gradients of the mean cross-entropy by tfjs's automatic differentiation. */
function eagerGradients(model: tf.LayersModel, { targets, count }: TinyBatch): Float32Array[] {
  return tf.tidy(() => {
    const target = tf.tensor2d(targets, [count, tinyClasses]);
    const input = imageTensor(batch);
    const { registeredVariables } = tf.engine();
    const variables = model.trainableWeights.map(({ name }) => registeredVariables[name]);
    const { grads } = tf.variableGrads(() => {
      const output = model.apply(input, { training: true });
      assert(output instanceof tf.Tensor);
      return target.mul(output.log()).sum().div<tf.Scalar>(-count);
    }, variables);
    return variables.map(({ name }) => Float32Array.from(grads[name].dataSync()));
  });
}

function assertSameGradients(found: Float32Array[], expected: Float32Array[]): void {
  assertEquals(found.map(({ length }) => length), expected.map(({ length }) => length));
  expected.forEach((values, array) => {
    // Where batch normalisation cancels a bias, its gradient is rounding and nothing else.
    const tolerance = 1e-4 * largestOf(values) + 1e-6 * largestOf(flat(expected));
    values.forEach((value, index) => assertAlmostEquals(found[array][index], value, tolerance));
  });
}

/**
 * Compares the slope along some directions with central differences of the loss: along the gradient
 * itself, which it is steepest in, and along random ones.
 */
async function assertDifferences(
  trainer: Trainer,
  gradients: readonly Float32Array[],
  { images, targets }: TinyBatch,
): Promise<void> {
  const state = await trainer.exportState();
  const weights = state.filter(({ name }) => state.some((array) => array.name === `${name}/m`));
  const random = createRandom(1);
  const length = norm(flat(gradients));
  const directions = [
    gradients.map((values) => values.map((value) => value / length)),
    ...Array.from({ length: 3 }, () => {
      const drawn = gradients.map((values) => values.map(() => random.normal()));
      const drawnLength = norm(flat(drawn));
      return drawn.map((values) => values.map((value) => value / drawnLength));
    }),
  ];
  const lossAt = async (direction: readonly Float32Array[], distance: number) => {
    const moved = state.map((array): NamedArray => {
      const position = weights.indexOf(array);
      if (position < 0) return array;
      const values = array.values.map((value, index) =>
        value + distance * direction[position][index]
      );
      return { ...array, values };
    });
    await trainer.importState(moved, 0); // step 0 again: dropout draws the same mask
    return (await trainer.trainOnBatch(images, targets, noLearning)).loss;
  };
  // The loss is known to 1e-7 and so its difference over 2h to 1e-4; curvature costs the rest.
  const h = 2e-3;
  for (const direction of directions) {
    const slope = gradients.reduce(
      (sum, values, array) =>
        values.reduce((partial, value, index) => partial + value * direction[array][index], sum),
      0,
    );
    const difference = (await lossAt(direction, h) - await lossAt(direction, -h)) / (2 * h);
    assertAlmostEquals(difference, slope, 5e-3 * length);
  }
}

function flat(arrays: readonly Float32Array[]): number[] {
  return arrays.flatMap((values) => [...values]);
}

function largestOf(values: ArrayLike<number>): number {
  return Math.max(...Array.from(values, Math.abs));
}

function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
