/** The evaluation of a run's model from its folder to its figures. */

import type * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import { type Backend, type BackendChoice, openBackend } from "../../backends/backend.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { evaluationMetrics } from "../../evaluation/evaluate.ts";
import { predictDataset } from "../../evaluation/predict.ts";
import type { Predictions } from "../../evaluation/predictions.ts";
import { averageOverShifts } from "../../evaluation/shift_average.ts";
import { loadModel } from "../../models/model_files.ts";
import { findRunFolder } from "../../runs/folder.ts";
import { readRunConfig } from "../../runs/record.ts";
import { UserError } from "../../user_error.ts";
import { createInstallReport } from "../install_report.ts";
import { printMetrics } from "../metrics_table.ts";
import { requireImageSize } from "../require_image_size.ts";
import { alignClasses } from "./align_classes.ts";
import { type EvaluationDataOptions, loadEvaluationData } from "./evaluation_data.ts";

/** What to evaluate on, with what, and how to print it. */
export interface EvaluationOptions extends EvaluationDataOptions {
  /** Largest shift in pixels to average over; 0 takes the images as they are. */
  readonly shifts: number;
  readonly backend: BackendChoice;
  readonly json?: boolean;
}

/**
 * Evaluates the model of `run`, a folder or a name under `results/`, and prints its figures.
 *
 * @throws UserError when the run, the data or the backend cannot be had, or do not go together.
 */
export async function runEvaluation(
  run: string,
  { dataset, data, evaluation, shifts, backend: choice, json = false }: EvaluationOptions,
): Promise<void> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const images = await loadEvaluationData(config, { dataset, data, evaluation });
  const aligned = alignClasses(images, config.dataset.characters);
  if (aligned.note !== "") console.error(aligned.note);
  const backend = await openBackend(choice, createInstallReport({ quiet: json }));
  const model = await loadModel(join(folder, "model"));
  requireClassCount(model, config.dataset.characters.length);
  requireImageSize(model, aligned.dataset);
  const metrics = {
    ...evaluationMetrics(await predict(model, backend, aligned.dataset, shifts)),
    parameters: model.countParams(),
  };
  if (json) return console.log(JSON.stringify(metrics));
  const averaged = shifts === 0 ? "" : `, each averaged over ${(2 * shifts + 1) ** 2} shifts`;
  await printMetrics(
    metrics,
    `${images.name} ${evaluation} split, ${images.count} images${averaged}`,
  );
}

async function predict(
  model: tf.LayersModel,
  backend: Backend,
  dataset: ImageDataset,
  shift: number,
): Promise<Predictions> {
  const { height, width } = dataset;
  const trainer = await backend.createTrainer(model, {});
  try {
    return await predictDataset(averageOverShifts(trainer, { height, width, shift }), dataset);
  } finally {
    trainer.dispose();
  }
}

function requireClassCount(model: tf.LayersModel, expected: number): void {
  const [, found] = model.outputs[0].shape;
  if (found === expected) return;
  throw new UserError(
    `Cannot evaluate the model "${model.name}": expected ${expected} classes, as config.json lists, ` +
      `but found ${found}.`,
    { hint: "Restore the run folder, or train the model again." },
  );
}
