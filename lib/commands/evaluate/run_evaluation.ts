/** The evaluation of a run's model from its folder to its figures. */

import { type BackendChoice, openBackend } from "../../backends/backend.ts";
import { alignClasses } from "../../datasets/align_classes.ts";
import { evaluatePredictions, evaluationMetrics } from "../../evaluation/evaluate.ts";
import { predictDataset } from "../../evaluation/predict.ts";
import { averageOverShifts } from "../../evaluation/shift_average.ts";
import { countText } from "../../number_text.ts";
import { findRunFolder } from "../../runs/folder.ts";
import { keepOtherMetrics, readRunConfig, readRunMetrics } from "../../runs/record.ts";
import { otherMetrics } from "../../runs/create_record.ts";
import { loadRunModel } from "../../runs/run_model.ts";
import { applyPrior, charactersPerClass, type PriorName } from "../../training/class_prior.ts";
import { requireImageSize } from "../../training/image_model.ts";
import { createInstallReport } from "../install_report.ts";
import { printMetrics } from "../metrics_table.ts";
import { UserError } from "../../user_error.ts";
import { type EvaluationData, loadEvaluationData } from "./evaluation_data.ts";

/** What to evaluate on, with what, and how to print it. */
export interface EvaluationOptions extends EvaluationData {
  /** Largest shift in pixels to average over; 0 takes the images as they are. */
  readonly shifts: number;
  /** What is taken to be equally frequent. */
  readonly prior: PriorName;
  readonly backend: BackendChoice;
  /** Puts the figures into the run's metrics; of other data than the run's own alone. */
  readonly keep?: boolean;
  readonly json?: boolean;
}

/**
 * Evaluates the model of `run`, a folder or a name under `results/`, and prints its figures.
 *
 * @throws {UserError} when the run, the data or the backend cannot be had, or do not go together.
 */
export async function runEvaluation(
  run: string,
  { dataset, data, evaluation, shifts, prior, backend: choice, keep, json = false }:
    EvaluationOptions,
): Promise<void> {
  if (keep && (shifts > 0 || prior !== "classes")) {
    throw new UserError("Cannot keep figures that were averaged over shifts or weighed anew.", {
      hint: "Leave --shifts and --prior out: runs are compared by what their models say alone.",
    });
  }
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const images = await loadEvaluationData(config, { dataset, data, evaluation });
  const { dataset: aligned, note } = alignClasses(images, config.dataset.characters);
  if (note !== "") console.error(note);
  if (keep && images.name === config.dataset.name) {
    throw new UserError(`Cannot keep figures of "${images.name}": the run has its own of it.`, {
      hint: "Name other data by --dataset or --data, or leave --keep out.",
    });
  }
  const backend = await openBackend(choice, createInstallReport({ quiet: json }));
  const model = await loadRunModel(folder, config);
  requireImageSize(model, aligned);
  const predictor = await backend.createPredictor(model);
  const { height, width } = aligned;
  const averaging = averageOverShifts(predictor, { height, width, shift: shifts });
  const even = await predictDataset(averaging, aligned).finally(() => predictor.dispose());
  const predictions = prior === "classes" ? even : {
    ...even,
    probabilities: applyPrior(even.probabilities, charactersPerClass(even.characters)),
  };
  const metrics = {
    ...evaluationMetrics(evaluatePredictions(predictions)),
    parameters: model.countParams(),
  };
  if (keep) {
    const { temperature } = await readRunMetrics(folder);
    await keepOtherMetrics(folder, images.name, otherMetrics(predictions, temperature));
  }
  if (json) return console.log(JSON.stringify(metrics));
  const averaged = shifts === 0 ? "" : `, each averaged over ${(2 * shifts + 1) ** 2} shifts`;
  await printMetrics(
    metrics,
    `${images.name} ${evaluation} split, ${countText(images.count)} images${averaged}`,
  );
}
