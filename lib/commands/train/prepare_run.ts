/** Everything that a run needs before its first step: data, backend, model, trainer, batches. */

import type * as tf from "@tensorflow/tfjs";
import { type Backend, openBackend } from "../../backends/backend.ts";
import { chooseDataset } from "../../datasets/choose.ts";
import type { DataSource, ImageDataset } from "../../datasets/dataset.ts";
import { loadDataset } from "../../datasets/load.ts";
import { stratifiedSplit } from "../../datasets/stratified_split.ts";
import { createModel } from "../../models/models.ts";
import { logitAdjustment } from "../../training/class_balance.ts";
import type { TrainingBatches } from "../../training/fit.ts";
import { createRecipeBatches } from "../../training/recipe_batches.ts";
import type { Trainer } from "../../training/trainer.ts";
import { createDownloadBar } from "../download_bar.ts";
import { createInstallReport } from "../install_report.ts";
import { findGitCommit } from "./provenance.ts";
import type { TrainRequest } from "./request.ts";
import { predictWithTeacher } from "./teacher.ts";

/** A run that is ready to train. */
export interface PreparedRun {
  readonly request: TrainRequest;
  /** What the run is called: model and data set. */
  readonly name: string;
  readonly backend: Backend;
  readonly model: tf.LayersModel;
  readonly trainer: Trainer;
  readonly batches: TrainingBatches;
  readonly training: ImageDataset;
  /** The images held out of training; undefined without any. */
  readonly validation: ImageDataset | undefined;
  /** The images that the run's figures are measured on: the test split, or the validation images. */
  readonly evaluated: ImageDataset;
  /** The files of all these images. */
  readonly sources: readonly DataSource[];
  /** Commit of the code as the run begins; see {@linkcode findGitCommit}. */
  readonly gitCommit: string | null;
  /** Frees the trainer and the model. */
  readonly dispose: () => void;
}

/**
 * Prepares a run; with `quiet` only fallbacks are announced.
 *
 * @throws UserError when data, backend or model cannot be had as asked for.
 */
export async function prepareRun(request: TrainRequest, quiet: boolean): Promise<PreparedRun> {
  const { recipe, seed } = request;
  const { training, validation, evaluated, sources } = await loadData(request);
  const backend = await openBackend(request.backend, createInstallReport({ quiet }));
  const classCount = training.characters.length;
  const model = createModel(request.model, { seed, classCount });
  const logitOffsets = recipe.classBalance > 0
    ? logitAdjustment(training.labels, classCount, recipe.classBalance)
    : undefined;
  const { clipNorm, ...adam } = recipe.adam;
  const trainer = await backend.createTrainer(model, {
    precision: request.precision,
    adam: { ...adam, clipNorm: clipNorm ?? Infinity },
    averageDecay: recipe.averageDecay ?? undefined,
    logitOffsets,
    seed,
  });
  const teacherProbabilities = recipe.distillation === null
    ? undefined
    : await predictWithTeacher(recipe.distillation.teacher, backend, training);
  if (!quiet) announceRun(request, { training, validation, evaluated, sources }, backend, model);
  return {
    request,
    name: `${request.model}-${training.name}`,
    backend,
    model,
    trainer,
    batches: createRecipeBatches(training, { recipe, seed, logitOffsets, teacherProbabilities }),
    training,
    validation,
    evaluated,
    sources,
    gitCommit: await findGitCommit(),
    dispose: () => {
      trainer.dispose();
      model.dispose();
    },
  };
}

interface RunData {
  readonly training: ImageDataset;
  readonly validation: ImageDataset | undefined;
  readonly evaluated: ImageDataset;
  readonly sources: readonly DataSource[];
}

/** Every run holds out the same images, so that runs with other seeds can be compared on them. */
const validationSeed = 0;

async function loadData(request: TrainRequest): Promise<RunData> {
  const { seed } = request;
  const dataFolder = request.data ?? undefined;
  const bar = createDownloadBar();
  const name = await chooseDataset({ ...bar, name: request.dataset ?? undefined, dataFolder })
    .finally(bar.stop);
  const announce = (line: string) => console.error(line);
  const options = { dataFolder, seed, announce, limit: request.limit ?? undefined };
  const train = await loadDataset(name, "train", options);
  const { training, validation } = request.validation === 0
    ? { training: train, validation: undefined }
    : stratifiedSplit(train, request.validation, validationSeed);
  // Choosing among recipes must not see the test split, so it is not even read.
  if (request.evaluation === "validation" && validation !== undefined) {
    return { training, validation, evaluated: validation, sources: train.sources };
  }
  const test = await loadDataset(name, "test", options);
  return { training, validation, evaluated: test, sources: [...train.sources, ...test.sources] };
}

function announceRun(
  { recipe, recipeName, precision, model: modelName }: TrainRequest,
  { training, validation, evaluated }: RunData,
  backend: Backend,
  model: tf.LayersModel,
): void {
  const number = (value: number) => value.toLocaleString("en-US");
  const heldOut = validation === undefined ? "" : `${number(validation.count)} held out, `;
  console.error(
    `Data: ${training.name}, ${number(training.count)} training, ${heldOut}` +
      `${number(evaluated.count)} images to evaluate on, ${training.characters.length} classes`,
  );
  console.error(
    `Model: ${modelName}, ${number(model.countParams())} parameters; recipe ${recipeName}, ` +
      `${recipe.epochs} epochs of batches of ${recipe.batchSize}`,
  );
  console.error(
    `Backend: ${backend.name} ${backend.version}, ${precision}, ${backend.threads} threads on ` +
      backend.device,
  );
}
