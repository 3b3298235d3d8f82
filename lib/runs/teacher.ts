/** A trained model that another one learns from. */

import type { Backend } from "../backends/backend.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { findRunFolder } from "./folder.ts";
import { readRunConfig } from "./record.ts";
import { loadRunModel } from "./run_model.ts";
import { UserError } from "../user_error.ts";

/**
 * Returns the teacher's probabilities, `[count, classes]` row-major float32, of images as they are,
 * without augmentation.
 *
 * @param run The teacher's run: a folder, or a name under `results/`.
 * @throws UserError when the run cannot be read or knows other classes.
 */
export async function predictWithTeacher(
  run: string,
  backend: Backend,
  dataset: ImageDataset,
): Promise<Float32Array<ArrayBuffer>> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  if (config.dataset.characters.join() !== dataset.characters.join()) {
    throw new UserError(`Cannot learn from "${run}": it tells other classes apart.`, {
      hint: "Choose a teacher that was trained on the same classes.",
    });
  }
  const model = await loadRunModel(folder, config);
  const predictor = await backend.createPredictor(model);
  try {
    return await predictor.predict(dataset.images);
  } finally {
    predictor.dispose();
    model.dispose();
  }
}
