/** A model that has learnt a data set already: the best saved one, or one trained in a minute. */

import { join } from "node:path";
import type { Backend } from "../backends/backend.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { isFile } from "../machine/existing_path.ts";
import { loadModel } from "../models/model_files.ts";
import { createBaselineCnn } from "../models/baseline_cnn.ts";
import { plainRecipe } from "../recipes/plain.ts";
import { findRunFolder, listRunFolders, runName, runState } from "../runs/folder.ts";
import { readRunConfig, readRunMetrics } from "../runs/record.ts";
import { trainModel } from "../runs/train_model.ts";
import type { Predictor } from "../training/predictor.ts";
import { UserError } from "../user_error.ts";
import { LiveTraining } from "./live_training.ts";

/** The folder of all runs, seen from the notebooks' own. */
const RESULTS_FOLDER = "../results";

/** Returns the folder into which the training notebook saves its model of a data set. */
export function notebookRunFolder(datasetName: string, results = RESULTS_FOLDER): string {
  return join(results, `notebook-${datasetName}`);
}

/** Options of {@linkcode openTrainedModel}. */
export interface TrainedModelOptions {
  /**
   * Name of a run, a folder under the results.
   *
   * @default {the run with the highest accuracy, else what the training notebook saved}
   */
  readonly wantedRun?: string;
  /** The folder of the runs. */
  readonly results?: string;
}

/** A model that can predict, and where it comes from. */
export interface TrainedModel {
  readonly predictor: Predictor;
  /** As a phrase: `the run baseline-plain-emnist47, trained by the recipe plain`. */
  readonly source: string;
}

/**
 * Returns the model of the wanted run, or of the best one on this data set, else of a baseline CNN
 * trained for one epoch with a live curve.
 *
 * @param train The split to learn from, where nothing is saved.
 * @throws {UserError} when the wanted run has no model, or one of another number of classes.
 */
export async function openTrainedModel(
  train: ImageDataset,
  backend: Backend,
  { wantedRun, results = RESULTS_FOLDER }: TrainedModelOptions = {},
): Promise<TrainedModel> {
  const ownFolder = notebookRunFolder(train.name, results);
  const folder = wantedRun === undefined
    ? await findBestRun(train, results) ?? (await hasModel(ownFolder) ? ownFolder : undefined)
    : await findRunFolder(wantedRun, results);
  if (folder === undefined) return await trainQuickly(train, backend);
  const model = await loadModel(join(folder, "model"));
  const classCount = model.outputs[0].shape.at(-1);
  if (classCount !== train.characters.length) {
    throw new UserError(
      `Cannot use the run "${runName(folder)}" on ${train.name}: expected ` +
        `${train.characters.length} classes but found ${classCount}`,
      { hint: "Name another one in wantedRun, or the data set of this one in wantedDataset." },
    );
  }
  const predictor = await backend.createPredictor(model);
  return { predictor, source: `the run ${runName(folder)}${await recipeOf(folder)}` };
}

/** Says by which recipe a run was trained; nothing of what the training notebook saved. */
async function recipeOf(folder: string): Promise<string> {
  if (await runState(folder) !== "finished") return "";
  return `, trained by the recipe ${(await readRunConfig(folder)).options.recipe}`;
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
  return await isFile(join(folder, "model", "model.json"));
}
