/** Everything that a run needs before its first step: data, backend, model, trainer, batches. */

import type * as tf from "@tensorflow/tfjs";
import { type Backend, type BackendName, openBackend } from "../../backends/backend.ts";
import { createModel } from "../../models/models.ts";
import type { TrainingBatches } from "../../training/fit.ts";
import { createRecipeBatches } from "../../training/recipe_batches.ts";
import type { Trainer } from "../../training/trainer.ts";
import { createInstallReport } from "../install_report.ts";
import { createRecipeTrainer } from "../recipe_trainer.ts";
import { requireImageSize } from "../require_image_size.ts";
import { findFastestPrecision, slowPrecisionWarning } from "./fastest_precision.ts";
import type { TrainRequest } from "./request.ts";
import { loadTrainingData, type TrainingData } from "./training_data.ts";
import { predictWithTeacher } from "./teacher.ts";

/** A run that is ready to train. */
export interface PreparedRun extends TrainingData {
  readonly request: TrainRequest;
  /** What the run is called: model and data set. */
  readonly name: string;
  readonly backend: Backend;
  readonly model: tf.LayersModel;
  readonly trainer: Trainer;
  readonly batches: TrainingBatches;
  /** Frees the trainer and the model. */
  readonly dispose: () => void;
}

/** How a run is prepared. */
export interface PrepareOptions {
  /** Only fallbacks are announced. */
  readonly quiet: boolean;
  /** What a run that is resumed was begun with, where its request leaves the choice open. */
  readonly found?: { readonly dataset: string; readonly backend: BackendName };
}

/**
 * Prepares a run.
 *
 * @throws UserError when data, backend or model cannot be had as asked for.
 */
export async function prepareRun(
  request: TrainRequest,
  { quiet, found }: PrepareOptions,
): Promise<PreparedRun> {
  const { recipe, seed } = request;
  const { training, validation, evaluated, sources } = await loadTrainingData(
    request,
    found?.dataset,
  );
  const backend = await openBackend(
    found?.backend ?? request.backend,
    createInstallReport({ quiet }),
  );
  const classCount = training.characters.length;
  const model = createModel(request.model, { seed, classCount });
  requireImageSize(model, training);
  requireImageSize(model, evaluated);
  const { trainer, logitOffsets } = await createRecipeTrainer(backend, model, {
    recipe,
    precision: request.precision,
    seed,
    training,
  });
  const teacherProbabilities = recipe.distillation === null
    ? undefined
    : await predictWithTeacher(recipe.distillation.teacher, backend, training);
  if (!quiet) {
    announceRun(request, { training, validation, evaluated, sources }, backend, model);
    const warning = slowPrecisionWarning(request.precision, await findFastestPrecision());
    if (warning !== undefined) console.error(warning);
  }
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
    dispose: () => {
      trainer.dispose();
      model.dispose();
    },
  };
}

function announceRun(
  { recipe, recipeName, precision, model: modelName }: TrainRequest,
  { training, validation, evaluated }: TrainingData,
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
      `${recipe.epochs} ${
        recipe.epochs === 1 ? "epoch" : "epochs"
      } of batches of ${recipe.batchSize}`,
  );
  console.error(
    `Backend: ${backend.name} ${backend.version}, ${precision}, ${backend.threads} threads on ` +
      backend.device,
  );
}
