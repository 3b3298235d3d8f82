/** The weights that a training begins with where they are those of a run that is finished. */

import type * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import { loadModel } from "../models/model_files.ts";
import { UserError } from "../user_error.ts";
import { findRunFolder, RUN_FILES } from "./folder.ts";
import { readRunConfig } from "./record.ts";

/**
 * Gives `model` the weights of a run's model.
 *
 * @param run The run's folder, or its name under `results/`.
 * @param characters The character of each class that `model` tells apart.
 * @throws {UserError} when the run cannot be read, is of another architecture or knows other classes.
 */
export async function copyWeightsOfRun(
  run: string,
  model: tf.LayersModel,
  characters: readonly string[],
): Promise<void> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  if (config.model.name !== model.name) {
    throw new UserError(
      `Cannot begin with the weights of "${run}": expected a ${model.name} but found a ` +
        `${config.model.name}.`,
      { hint: "Choose a run of the same model, or give its model by --model." },
    );
  }
  if (config.dataset.characters.join() !== characters.join()) {
    throw new UserError(
      `Cannot begin with the weights of "${run}": it tells other classes apart.`,
      {
        hint: "Choose a run that was trained on the same classes.",
      },
    );
  }
  const trained = await loadModel(join(folder, RUN_FILES.model));
  try {
    model.setWeights(trained.getWeights());
  } finally {
    trained.dispose();
  }
}
