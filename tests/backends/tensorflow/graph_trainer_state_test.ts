/** What a graph trainer holds: state to go on from, averages, and the weights of its model. */

import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createGraphTrainer } from "../../../lib/backends/tensorflow/graph_trainer.ts";
import { needsPermissions } from "../../permissions.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";
import {
  arrayNamed,
  convolution,
  imageTensor,
  stateful,
  tinyBatch,
  tinyModel,
  trainSteps,
} from "./tiny_models.ts";

await tf.setBackend("cpu");

for (const precision of ["float32", "mixed_bfloat16"] as const) {
  Deno.test(
    `GraphTrainer goes on bit for bit from exported state in ${precision}`,
    needsPermissions,
    async () => {
      const api = await openedTensorflow();
      const options = { towerCount: 2, seed: 5, averageDecay: 0.9, precision };
      const through = await createGraphTrainer(api, tinyModel(stateful), options);
      await trainSteps(through, 0, 4);
      const state = await through.exportState();
      const losses = await trainSteps(through, 4, 8);

      const resumed = await createGraphTrainer(api, tinyModel(stateful, 99), options);
      await resumed.importState(state.toReversed(), 4);
      assertEquals(resumed.step, 4);
      assertEquals(await trainSteps(resumed, 4, 8), losses);
      assertEquals(await resumed.exportState(), await through.exportState());
      through.dispose();
      resumed.dispose();
    },
  );
}

Deno.test(
  "GraphTrainer.exportState() names weights and moments, and gives copies",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const trainer = await createGraphTrainer(api, tinyModel(stateful), { averageDecay: 0.9 });
    const state = await trainer.exportState();
    const names = state.map(({ name, shape }) => `${name} [${shape}]`);
    for (const name of ["before/0 [3,3,1,3]", "normal/0/m [4]", "normal/3/average [4]"]) {
      assert(names.includes(name), name);
    }
    assert(!names.some((name) => name.startsWith("normal/2/m")), "moving moments are not learnt");
    const copy = structuredClone(state);
    await trainSteps(trainer, 0, 1);
    assertEquals(state, copy);
    trainer.dispose();
  },
);

Deno.test(
  "GraphTrainer.importState() throws on arrays of another model and changes nothing",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const trainer = await createGraphTrainer(api, tinyModel(convolution));
    const state = await trainer.exportState();
    const refuse = async (arrays: typeof state, message: string) => {
      await assertRejects(() => trainer.importState(arrays, 3), TypeError, message);
      assertEquals(await trainer.exportState(), state);
      assertEquals(trainer.step, 0);
    };
    await refuse(state.slice(1), 'expected "before/0" with shape [3,3,1,3] but found nothing');
    await refuse(
      [...state, { ...state[0], name: "foreign" }],
      'the model has no "foreign" with shape [3,3,1,3]',
    );
    const flattened = state.map((array) => ({ ...array, shape: [array.values.length] }));
    await refuse(
      flattened,
      'expected "before/0" with shape [3,3,1,3] but found "before/0" with shape [27]',
    );
    trainer.dispose();
  },
);

Deno.test(
  "GraphTrainer takes its weights from the model and gives them back",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const model = tinyModel(stateful);
    const before = model.getWeights().map((weight) => weight.dataSync());
    const trainer = await createGraphTrainer(api, model, { towerCount: 2 });
    await trainer.updateModel();
    assertEquals(model.getWeights().map((weight) => weight.dataSync()), before);
    await trainSteps(trainer, 0, 3);
    assertEquals(model.getWeights().map((weight) => weight.dataSync()), before);
    await trainer.updateModel();
    const batch = tinyBatch(5);
    const output = model.predict(imageTensor(batch));
    assert(output instanceof tf.Tensor);
    const predicted = await trainer.predict(batch.images);
    output.dataSync().forEach((value, index) => assertAlmostEquals(predicted[index], value, 2e-6));
    trainer.dispose();
  },
);

Deno.test(
  "averageDecay predicts with the moving average of the weights",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const decay = 0.6;
    const model = tinyModel(convolution);
    const plain = await createGraphTrainer(api, tinyModel(convolution), { towerCount: 1 });
    const averaged = await createGraphTrainer(api, model, { towerCount: 1, averageDecay: decay });
    let average = arrayNamed(await plain.exportState(), "last/0");
    for (let step = 1; step <= 12; step++) {
      assertEquals(
        await trainSteps(plain, step, step + 1),
        await trainSteps(averaged, step, step + 1),
      );
      const present = Math.min(decay, (1 + step) / (10 + step));
      const weights = arrayNamed(await plain.exportState(), "last/0");
      average = average.map((value, index) => present * value + (1 - present) * weights[index]);
    }
    const state = await averaged.exportState();
    assertEquals(arrayNamed(state, "last/0"), arrayNamed(await plain.exportState(), "last/0"));
    average.forEach((value, index) =>
      assertAlmostEquals(arrayNamed(state, "last/0/average")[index], value, 1e-6) // float32
    );
    await averaged.updateModel();
    assertEquals(
      model.getLayer("last").getWeights()[0].dataSync(),
      arrayNamed(state, "last/0/average"),
    );
    const batch = tinyBatch(3);
    const output = model.predict(imageTensor(batch));
    assert(output instanceof tf.Tensor);
    const predicted = await averaged.predict(batch.images);
    output.dataSync().forEach((value, index) => assertAlmostEquals(predicted[index], value, 2e-6));
    plain.dispose();
    averaged.dispose();
  },
);
