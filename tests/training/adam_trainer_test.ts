import { assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createAdamTrainer } from "../../lib/training/adam_trainer.ts";
import type { GradientEngine } from "../../lib/training/gradient_engine.ts";

await tf.setBackend("cpu");

/** An engine whose gradient is 1 everywhere, for a model of one dense layer, `[2, 2]` and `[2]`. */
function createEngine(): GradientEngine & { weights: number[] } {
  return {
    weights: [],
    setWeights(weights) {
      this.weights = Array.from(weights);
    },
    computeGradients: () =>
      Promise.resolve({
        loss: 1.5,
        correct: 2,
        gradients: new Float32Array(6).fill(1),
        kept: new Float32Array(),
      }),
    predict: () => Promise.resolve(new Float32Array()),
    dispose() {},
  };
}

function createModel(): tf.Sequential {
  const layer = tf.layers.dense({
    name: "dense",
    units: 2,
    inputShape: [2],
    kernelInitializer: "zeros",
  });
  return tf.sequential({ layers: [layer] });
}

Deno.test("createAdamTrainer() moves each weight by the learning rate at first, and tells the engine", async () => {
  const model = createModel();
  const engine = createEngine();
  const trainer = await createAdamTrainer(model, engine);
  assertEquals(engine.weights, [0, 0, 0, 0, 0, 0]);
  const result = await trainer.trainOnBatch(new Uint8Array(), new Float32Array(), 0.25);
  assertEquals(result, { loss: 1.5, correct: 2 });
  assertEquals(trainer.step, 1);
  assertEquals(engine.weights.map((weight) => weight.toFixed(5)), Array(6).fill("-0.25000"));
  await trainer.updateModel();
  assertEquals(Array.from(model.getWeights()[0].dataSync()), engine.weights.slice(0, 4));
  model.dispose();
});

Deno.test("createAdamTrainer() exports copies of weights and both moments", async () => {
  const model = createModel();
  const trainer = await createAdamTrainer(model, createEngine());
  const before = await trainer.exportState();
  await trainer.trainOnBatch(new Uint8Array(), new Float32Array(), 0.25);
  assertEquals(
    before.map(({ name, shape, values }) => [name, shape, Array.from(values)]),
    ["dense/0", "dense/0/m", "dense/0/v"].map((name) => [name, [2, 2], [0, 0, 0, 0]])
      .concat(["dense/1", "dense/1/m", "dense/1/v"].map((name) => [name, [2], [0, 0]])),
  );
  model.dispose();
});

Deno.test("createAdamTrainer() refuses a state of another model and stays as it was", async () => {
  const model = createModel();
  const trainer = await createAdamTrainer(model, createEngine());
  const state = await trainer.exportState();
  await assertRejects(
    () => trainer.importState(state.slice(1), 3),
    TypeError,
    'expected "dense/0" with shape [2,2] but found nothing',
  );
  const stranger = { name: "other/0", shape: [1], values: new Float32Array(1) };
  await assertRejects(
    () => trainer.importState([...state, stranger], 3),
    TypeError,
    'the model has no "other/0" with shape [1]',
  );
  await assertRejects(
    () => trainer.importState(state.map((each) => ({ ...each, shape: [4] })), 3),
    TypeError,
    'expected "dense/0" with shape [2,2] but found "dense/0" with shape [4]',
  );
  assertEquals(trainer.step, 0);
  model.dispose();
});
