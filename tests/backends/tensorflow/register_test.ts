/** Eager tfjs on TensorFlow: a network trained step by step as Keras trained it. */

import { assertEquals, assertLess, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { registerTensorflowBackend } from "../../../lib/backends/tensorflow/register.ts";
import { createEagerTrainer } from "../../../lib/training/adam_trainer.ts";
import { hasPermissions, needsPermissions } from "../../permissions.ts";
import { followGolden } from "../../testdata/follow_golden.ts";
import { readGolden } from "../../testdata/golden.ts";
import { goldenNetworks } from "../../testdata/golden_networks.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";

if (hasPermissions) {
  // One thread: sums are then added up in the same order every time.
  const threads = { withinOperation: 1, acrossOperations: 1 };
  await registerTensorflowBackend(await openedTensorflow(), threads);
}

Deno.test("registerTensorflowBackend() makes tfjs compute on TensorFlow", needsPermissions, () => {
  assertEquals(tf.getBackend(), "tensorflow");
  tf.tidy(() => {
    const product = tf.matMul([[1, 2], [3, 4]], [[5], [6]]);
    assertEquals([...product.dataSync()], [17, 39]);
    assertEquals(product.dtype, "float32");
    const integers = tf.tensor1d([7, -3], "int32");
    assertEquals(integers.mod(tf.scalar(4, "int32")).dataSync(), Int32Array.of(3, 1));
    assertEquals([...integers.less(0).dataSync()], [0, 1]);
    assertEquals([...tf.complex([1], [2]).mul(tf.complex([0], [1])).dataSync()], [-2, 1]);
    assertEquals(tf.tensor1d([0.5, 2]).argMax().dataSync(), Int32Array.of(1)); // int64 inside
  });
});

Deno.test(
  "registerTensorflowBackend() only makes the backend current when called again",
  needsPermissions,
  async () => {
    await tf.setBackend("cpu");
    await registerTensorflowBackend(await openedTensorflow());
    assertEquals(tf.getBackend(), "tensorflow");
  },
);

Deno.test("an eager operation that fails says why", needsPermissions, () => {
  const sum = () => tf.tidy(() => tf.add(tf.zeros([2]), tf.zeros([3])));
  assertThrows(sum, Error, "Incompatible shapes: [2] vs. [3]");
});

for (const name of ["smooth", "baseline"] as const) {
  Deno.test(
    `createEagerTrainer() on tensorflow follows Keras's ${name} network`,
    needsPermissions,
    async () => {
      const model = goldenNetworks[name]();
      const trainer = await createEagerTrainer(model);
      const distance = await followGolden(trainer, readGolden(name));
      // Keras differs from itself by 3e-7 in a loss and 4e-7 in a probability, see `follow_golden.ts`.
      assertLess(distance.losses, 2e-6);
      assertLess(distance.evaluationLoss, 2e-6);
      assertLess(distance.accuracy, 1e-6); // the same images are right
      assertLess(distance.probability, 4e-6);
      trainer.dispose();
      model.dispose();
    },
  );
}
