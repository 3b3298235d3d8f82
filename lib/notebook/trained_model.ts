/** A model that has learnt a data set already: the best saved one, or one trained in a minute. */

import { join } from "node:path";
import type { Backend } from "../backends/backend.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { loadModel } from "../models/model_files.ts";
import { createBaselineCnn } from "../models/baseline_cnn.ts";
import { plainRecipe } from "../recipes/plain.ts";
import { listRunFolders, runName } from "../runs/folder.ts";
import { readRunConfig, readRunMetrics } from "../runs/record.ts";
import { trainModel } from "../runs/train_model.ts";
import type { Predictor } from "../training/predictor.ts";
import { UserError } from "../user_error.ts";
import { LiveTraining } from "./live_training.ts";

/** The folder of all runs, seen from the notebooks' own. */
export const resultsFolder = "../results";

/** Returns the folder into which the training notebook saves its model of a data set. */
export function notebookRunFolder(datasetName: string, results = resultsFolder): string {
  return join(results, `notebook-${datasetName}`);
}

/** A model that can predict, and where it comes from. */
export interface TrainedModel {
  readonly predictor: Predictor;
  /** As a phrase: `the run baseline-plain-emnist47`. */
  readonly source: string;
}

/**
 * Returns the saved run on this data set with the highest accuracy, else what the training notebook
 * saved, else a baseline CNN trained for one epoch with a live curve.
 *
 * @param train The split to learn from, where nothing is saved.
 * @param results The folder of the runs.
 */
export async function openTrainedModel(
  train: ImageDataset,
  backend: Backend,
  results = resultsFolder,
): Promise<TrainedModel> {
  const ownFolder = notebookRunFolder(train.name, results);
  const saved = await findBestRun(train, results) ??
    (await hasModel(ownFolder) ? ownFolder : undefined);
  if (saved === undefined) return await trainQuickly(train, backend);
  const model = await loadModel(join(saved, "model"));
  return { predictor: await backend.createPredictor(model), source: `the run ${runName(saved)}` };
}

/** Trains for one epoch, which is enough to be wrong in interesting ways. */
async function trainQuickly(train: ImageDataset, backend: Backend): Promise<TrainedModel> {
  const model = createBaselineCnn({ seed: 0, classCount: train.characters.length });
  const recipe = { ...plainRecipe, epochs: 1 };
  const live = new LiveTraining({
    epochs: 1,
    batchCount: Math.ceil(train.count / recipe.batchSize),
  });
  const { history } = await trainModel(model, train, {
    backend,
    recipe,
    onBatch: live.batch,
    onEpoch: live.epoch,
  });
  await live.finish(history);
  return {
    predictor: await backend.createPredictor(model),
    source: "one epoch of training just now",
  };
}

/**
 * Returns the folder of the run with the highest accuracy among those on the same data set with a
 * model, or `undefined`; damaged and older runs are passed over.
 */
export async function findBestRun(
  dataset: Pick<ImageDataset, "name" | "characters">,
  results: string,
): Promise<string | undefined> {
  const runs: { folder: string; accuracy: number }[] = [];
  for (const folder of await listRunFolders(results)) {
    try {
      const config = await readRunConfig(folder);
      const isSame = config.dataset.name === dataset.name &&
        config.dataset.characters.join("\n") === dataset.characters.join("\n");
      if (!isSame || !await hasModel(folder)) continue;
      runs.push({ folder, accuracy: (await readRunMetrics(folder)).accuracy });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return runs.sort((first, second) => second.accuracy - first.accuracy)[0]?.folder;
}

async function hasModel(folder: string): Promise<boolean> {
  const file = join(folder, "model", "model.json");
  return await Deno.stat(file).then((found) => found.isFile, () => false);
}
