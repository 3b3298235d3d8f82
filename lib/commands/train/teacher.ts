/** A trained model that another one learns from. */

import { join } from "node:path";
import type { Backend } from "../../backends/backend.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { loadModel } from "../../models/model_files.ts";
import { findRunFolder } from "../../runs/folder.ts";
import { readRunConfig } from "../../runs/record.ts";
import { UserError } from "../../user_error.ts";

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
  const model = await loadModel(join(folder, "model"));
  const trainer = await backend.createTrainer(model, {});
  try {
    return await trainer.predict(dataset.images);
  } finally {
    trainer.dispose();
    model.dispose();
  }
}
