import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { foldNetwork } from "../../lib/app/fold_network.ts";
import { startNetwork } from "../../lib/app/client/network.ts";
import { readModel } from "../../lib/exports/exported_model.ts";
import { createModel, MODEL_NAMES } from "../../lib/models/models.ts";
import { UserError } from "../../lib/user_error.ts";

/** Gives every weight, moving moments too, values as training leaves them; some factors below 0. */
function moveWeights(model: tf.LayersModel): void {
  model.layers.forEach((layer, index) =>
    layer.setWeights(
      layer.getWeights().map((weight, place) => {
        const moved = tf.add(
          weight,
          tf.randomNormal(weight.shape, 0, 0.1, "float32", index + place),
        );
        return layer.getClassName() === "BatchNormalization" && place === 0
          ? tf.sub(moved, 0.9)
          : tf.abs(moved).mul(place === 3 ? 1 : tf.sign(moved));
      }),
    )
  );
}

for (const name of MODEL_NAMES) {
  Deno.test(`foldNetwork() keeps the function of the model ${name}`, async () => {
    await tf.setBackend("cpu");
    const model = createModel(name, { seed: 1, classCount: 5 });
    moveWeights(model);
    const images = Uint8Array.from({ length: 3 * 784 }, (_, index) => index * 7919 % 256);
    const output = model.predict(tf.tensor4d(Array.from(images, (v) => v / 255), [3, 28, 28, 1]));
    assert(!Array.isArray(output));
    const logits = tf.div(tf.log(output), 2); // at a temperature of 2
    const expected = Float32Array.from(await tf.softmax(logits).data());
    const { steps, weights } = foldNetwork(await readModel(model));
    const normalisations = steps.filter(({ kind }) => kind === "scaling");
    // Only the one behind a pooling is left.
    assertEquals(normalisations.length, name === "baseline" ? 0 : 1);
    // startNetwork() compares its answers with the probe's, to 1e-3.
    const predict = await startNetwork({
      steps,
      weights: new Uint8Array(weights.buffer).toBase64(),
      temperature: 2,
      characters: ["a", "b", "c", "d", "e"],
      probe: {
        images: images.toBase64(),
        probabilities: new Uint8Array(expected.buffer).toBase64(),
      },
    });
    const answers = await predict(images);
    const largest = answers.reduce(
      (most, answer, index) => Math.max(most, Math.abs(answer - expected[index])),
      0,
    );
    assert(largest < 1e-5, `the largest difference is ${largest}`);
  });
}

Deno.test("foldNetwork() names a layer that the networks here do not have", async () => {
  await tf.setBackend("cpu");
  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [28, 28, 1] }),
      tf.layers.elu({ name: "bend" }),
      tf.layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
  const described = await readModel(model);
  assertThrows(() => foldNetwork(described), UserError, '"bend" (ELU)');
});
