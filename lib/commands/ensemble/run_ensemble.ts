/** An ensemble from its runs' folders to its report. */

import { type Backend, type BackendChoice, openBackend } from "../../backends/backend.ts";
import { alignClasses } from "../../datasets/align_classes.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { predictDataset } from "../../evaluation/predict.ts";
import type { Predictions } from "../../evaluation/predictions.ts";
import { countText, listText, percentText } from "../../number_text.ts";
import { writeReport } from "../../reports/write_report.ts";
import { claimDefaultFolder, claimFolder, explainWriteErrors } from "../../runs/claim.ts";
import { createRunOrigin, describeSurroundings } from "../../runs/create_record.ts";
import {
  type AnsweringRun,
  createEnsembleRecord,
  type EnsembleRun,
  requireSameTask,
} from "../../runs/ensemble.ts";
import { findRunFolder } from "../../runs/folder.ts";
import { readRunConfig, readRunMetrics, writeRunRecord } from "../../runs/record.ts";
import { loadRunModel, requireOwnModel } from "../../runs/run_model.ts";
import { taskCommand } from "../../shell_words.ts";
import { requireImageSize } from "../../training/image_model.ts";
import { UserError } from "../../user_error.ts";
import { loadEvaluationData } from "../evaluate/evaluation_data.ts";
import { createInstallReport } from "../install_report.ts";
import { printMetrics } from "../metrics_table.ts";

/** What to measure an ensemble on, with what, and where the record goes. */
export interface RunEnsembleOptions {
  /** Name of a data set, or undefined for the runs' own. */
  readonly dataset?: string;
  /** The folder to search first, or undefined. */
  readonly data?: string;
  /** The folder of the record, or undefined for one under `results/` with the time in its name. */
  readonly out?: string;
  readonly backend: BackendChoice;
}

/**
 * Measures the mean of the runs' probabilities and writes a run folder without a network.
 *
 * @throws {UserError} when there are fewer than two runs, they do not go together, or something that
 * is needed cannot be had.
 */
export async function runEnsemble(
  names: readonly string[],
  { dataset, data, out, backend: choice }: RunEnsembleOptions,
): Promise<void> {
  const otherData = dataset !== undefined || data !== undefined;
  const runs = await readRuns(names);
  requireSameTask(runs, { otherData });
  await using claim = out === undefined ? undefined : await claimFolder(out);
  const origin = await createRunOrigin(taskCommand(...Deno.args));
  const [{ config }] = runs;
  const evaluation = otherData ? "test" : config.options.evaluation;
  const loaded = await loadEvaluationData(config, { dataset, data, evaluation });
  const { dataset: images, note } = alignClasses(loaded, config.dataset.characters);
  if (note !== "") console.error(note);
  const backend = await openBackend(choice, createInstallReport());
  const answering: AnsweringRun[] = [];
  for (const run of runs) {
    answering.push({ ...run, predictions: await predict(run, images, backend) });
  }
  const record = createEnsembleRecord(answering, {
    origin,
    images,
    otherData,
    data: data ?? null,
    surroundings: describeSurroundings(backend, "float32"),
  });
  await using ownClaim = claim === undefined
    ? await claimDefaultFolder(`ensemble-${images.name}`)
    : undefined;
  const { folder } = claim ?? ownClaim ?? {};
  if (folder === undefined) return;
  await explainWriteErrors(folder, async () => {
    await writeRunRecord(folder, record);
    const report = await writeReport(folder, record, { dataset: images, reason: "" });
    const { metrics, config: { ensemble = [] } } = record;
    await printMetrics(
      metrics,
      `mean of ${runs.length} runs, ${images.name} ${evaluation} split, ${
        countText(images.count)
      } images`,
    );
    const alone = ensemble.map(({ run, accuracy }) => `${run} ${percentText(accuracy, 2)}`);
    console.log(`Alone: ${listText(alone)}.`);
    console.log(`Report: ${report.page} and ${report.markdown}`);
  });
}

/** @throws {UserError} for fewer than two different runs, and where one of them cannot be read. */
async function readRuns(names: readonly string[]): Promise<EnsembleRun[]> {
  if (names.length < 2) {
    throw new UserError(
      `Cannot make an ensemble: expected two or more runs but found ${names.length}`,
      { hint: "`deno task runs` lists them; `deno task evaluate RUN` measures a single one." },
    );
  }
  const runs: EnsembleRun[] = [];
  const places = new Set<string>();
  for (const name of names) {
    const folder = await findRunFolder(name);
    const place = await Deno.realPath(folder);
    if (places.has(place)) {
      throw new UserError(
        `Cannot make an ensemble: expected different runs but found "${folder}" twice`,
        { hint: "`deno task runs` lists them." },
      );
    }
    places.add(place);
    const config = await readRunConfig(folder);
    requireOwnModel(folder, config);
    runs.push({ folder, config, metrics: await readRunMetrics(folder) });
  }
  return runs;
}

/** Returns what the model of a run answers at the run's temperature. */
async function predict(
  { folder, config, metrics: { temperature } }: EnsembleRun,
  images: ImageDataset,
  backend: Backend,
): Promise<Predictions> {
  const model = await loadRunModel(folder, config);
  requireImageSize(model, images);
  const predictor = await backend.createPredictor(model, { temperature });
  try {
    return await predictDataset(predictor, images);
  } finally {
    predictor.dispose();
    model.dispose();
  }
}
