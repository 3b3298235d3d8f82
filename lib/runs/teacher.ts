/** Trained runs that another model learns from. */

import type { Backend } from "../backends/backend.ts";
import { meanProbabilities } from "../evaluation/mean_predictions.ts";
import type { Predictor } from "../training/predictor.ts";
import { findRunFolder } from "./folder.ts";
import { readRunConfig, readRunMetrics } from "./record.ts";
import { loadRunModel, requireClasses } from "./run_model.ts";

/**
 * Opens a run as a teacher: its model at its temperature or, where it is an ensemble, the mean of
 * its runs' probabilities.
 *
 * @param run The run's folder, or its name under `results/`.
 * @param characters The character of each class that the student tells apart.
 * @throws {UserError} when a run cannot be read or knows other classes.
 *
 * @example
 * ```ts
 * import { loadDataset, openBackend, openTeacher } from "./mod.ts";
 *
 * const backend = await openBackend("wasm");
 * const { images, characters } = await loadDataset("synthetic", "test", { limit: 47 });
 * const teacher = await openTeacher("baseline-best-emnist47", backend, characters);
 * const probabilities = await teacher.predict(images);
 * teacher.dispose();
 * console.log(probabilities.length === 47 * 47); // true
 * ```
 */
export async function openTeacher(
  run: string,
  backend: Backend,
  characters: readonly string[],
): Promise<Predictor> {
  const { ensemble } = await readRunConfig(await findRunFolder(run));
  const members = ensemble?.map((member) => member.run) ?? [run];
  const predictors: Predictor[] = [];
  const dispose = () => predictors.forEach((predictor) => predictor.dispose());
  try {
    for (const member of members) {
      predictors.push(await openMember(member, backend, characters));
    }
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    async predict(images) {
      const answers: Float32Array<ArrayBuffer>[] = [];
      for (const predictor of predictors) answers.push(await predictor.predict(images));
      return meanProbabilities(answers);
    },
    dispose,
  };
}

async function openMember(
  run: string,
  backend: Backend,
  characters: readonly string[],
): Promise<Predictor> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  requireClasses(config, characters, `Cannot learn from "${run}"`);
  const { temperature } = await readRunMetrics(folder);
  const model = await loadRunModel(folder, config);
  const predictor = await backend.createPredictor(model, { temperature });
  return {
    predict: (images) => predictor.predict(images),
    dispose() {
      predictor.dispose();
      model.dispose();
    },
  };
}
