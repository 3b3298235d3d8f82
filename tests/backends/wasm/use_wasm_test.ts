/** Eager TensorFlow.js on `wasm` trains as Keras does. */

import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useWasm } from "../../../lib/backends/wasm/use_wasm.ts";
import { createEagerTrainer } from "../../../lib/training/adam_trainer.ts";
import { needsPermissions } from "../../permissions.ts";
import { followGolden } from "../../testdata/follow_golden.ts";
import { readGolden } from "../../testdata/golden.ts";
import { goldenNetworks } from "../../testdata/golden_networks.ts";

Deno.test(
  "useWasm() starts the backend without a network and says what it is",
  needsPermissions,
  async () => {
    const description = await useWasm();
    assertEquals(await useWasm(), description);
    assertEquals(description.name, "wasm");
    assertMatch(description.version, /^\d+\.\d+\.\d+$/);
    assert(description.threads >= 1 && description.device !== "");
    assertEquals(tf.getBackend(), "wasm");
  },
);

Deno.test(
  "createEagerTrainer() on wasm follows Keras's baseline and leaks no tensor",
  needsPermissions,
  async () => {
    await useWasm();
    const golden = readGolden("baseline");
    const model = goldenNetworks.baseline();
    const trainer = await createEagerTrainer(model);
    const tensorCount = tf.memory().numTensors;
    const dataCount = tf.engine().backend.numDataIds();

    const distance = await followGolden(trainer, golden);

    assertEquals(tf.memory().numTensors, tensorCount);
    assertEquals(tf.engine().backend.numDataIds(), dataCount);
    // Keras differs from itself by 2e-7, see `follow_golden.ts`.
    assertLess(Math.max(distance.losses, distance.evaluationLoss), 2e-6);
    assertLess(distance.accuracy, 1e-6); // the same images are right
    assertLess(distance.probability, 4e-6);
    trainer.dispose();
    model.dispose();
  },
);
