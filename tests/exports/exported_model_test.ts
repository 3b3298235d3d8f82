import { assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { readModel } from "../../lib/exports/exported_model.ts";
import { UserError } from "../../lib/user_error.ts";
import { chain, tinyModel } from "../backends/tensorflow/tiny_models.ts";

await tf.setBackend("cpu");

Deno.test("readModel() takes the softmax off and keeps names, inputs, shapes and weights", async () => {
  const model = tinyModel(chain(() => tf.layers.maxPooling2d({ poolSize: 2, name: "pool" })));
  const { input, layers, logits } = await readModel(model);
  assertEquals(input.shape, [6, 6, 1]);
  assertEquals(logits, "logits");
  assertEquals(
    layers.map(({ className, inputs, shape, weights }) => [
      className,
      inputs,
      shape,
      weights.map((weight) => weight.shape),
    ]),
    [
      ["Conv2D", [input.name], [6, 6, 3], [[3, 3, 1, 3], [3]]],
      ["MaxPooling2D", ["before"], [3, 3, 3], []],
      ["Flatten", ["pool"], [27], []],
      ["Dense", [layers[2].name], [4], [[27, 4], [4]]],
    ],
  );
});

Deno.test("readModel() names the layer that it does not know", async () => {
  const model = tinyModel(chain(() => tf.layers.upSampling2d({ name: "larger" })));
  await assertRejects(() => readModel(model), UserError, 'the layer "larger" is a UpSampling2D');
});

Deno.test("readModel() names the option that it does not know", async () => {
  const model = tinyModel(
    chain(() => tf.layers.conv2d({ filters: 1, kernelSize: 2, dilationRate: 2, name: "wide" })),
  );
  await assertRejects(
    () => readModel(model),
    UserError,
    'the layer "wide" (Conv2D) sets an unsupported dilationRate',
  );
});

Deno.test("readModel() refuses a network that does not end in a softmax", async () => {
  const model = tf.sequential({
    layers: [tf.layers.flatten({ inputShape: [2, 2, 1] }), tf.layers.dense({ units: 3 })],
  });
  await assertRejects(() => readModel(model), UserError, "it does not end in a softmax");
});
