/** What a training by a recipe leaves in a model, against means taken by hand. */

import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { openBackend } from "../../lib/backends/backend.ts";
import { loadDataset } from "../../lib/datasets/load.ts";
import { createModel } from "../../lib/models/models.ts";
import { plainRecipe } from "../../lib/recipes/plain.ts";
import {
  type TrainingState,
  trainModel,
  type TrainModelOptions,
} from "../../lib/runs/train_model.ts";
import { needsPermissions } from "../permissions.ts";

const recipe = { ...plainRecipe, epochs: 2, batchSize: 47 };

/** Trains the model of seed 0 and returns all its weights in one array. */
async function trainedWeights(options: Partial<TrainModelOptions>): Promise<Float32Array> {
  const training = await loadDataset("synthetic", "train", { limit: 47 });
  const model = createModel("baseline", { seed: 0, classCount: training.characters.length });
  const backend = await openBackend("wasm", { announce: () => {}, progress: () => {} });
  await trainModel(model, training, { backend, recipe, ...options });
  const weights = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  model.dispose();
  return Float32Array.from(weights);
}

Deno.test(
  "trainModel() averages what it trained with what it began with, after a resume too",
  needsPermissions,
  async () => {
    const initial = createModel("baseline", { seed: 0, classCount: 47 });
    const start = initial.getWeights().flatMap((weight) => [...weight.dataSync()]);
    initial.dispose();
    const trained = await trainedWeights({});
    const states: TrainingState[] = [];
    const averaged = await trainedWeights({
      recipe: { ...recipe, trainedShare: 0.25 },
      saveState: (state) => Promise.resolve(void states.push(state)),
    });
    assertNotEquals(trained, Float32Array.from(start));
    // By hand: a quarter of one, three quarters of the other.
    averaged.forEach((value, index) =>
      assertAlmostEquals(value, 0.25 * trained[index] + 0.75 * start[index], 1e-6)
    );
    assertEquals(states.length, 3); // at the start and after each epoch
    const resumed = await trainedWeights({
      recipe: { ...recipe, trainedShare: 0.25 },
      start: states[1],
    });
    assertEquals(resumed, averaged);
  },
);

Deno.test(
  "trainModel() learns a teacher's answers by their share, after a resume too",
  needsPermissions,
  async () => {
    /** Is sure of the class of each picture's first pixel. */
    const teacher = {
      predict(images: Uint8Array) {
        const answers = new Float32Array(images.length / 784 * 47);
        for (let image = 0; image < images.length / 784; image++) {
          answers[image * 47 + images[image * 784] % 47] = 1;
        }
        return Promise.resolve(answers);
      },
    };
    const alone = await trainedWeights({});
    assertEquals(await trainedWeights({ teacher, recipe: { ...recipe, teacherShare: 0 } }), alone);
    const states: TrainingState[] = [];
    const taught = await trainedWeights({
      teacher,
      saveState: (state) => Promise.resolve(void states.push(state)),
    });
    assertNotEquals(taught, alone);
    assertEquals(await trainedWeights({ teacher, start: states[1] }), taught);
  },
);
