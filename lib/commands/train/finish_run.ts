/** The end of a run: the one look at the test split, the run folder, the report. */

import { join } from "node:path";
import { sequentialOrder } from "../../datasets/batches.ts";
import { confusionMatrixOf } from "../../evaluation/confusion_matrix.ts";
import { evaluationMetrics } from "../../evaluation/evaluate.ts";
import type { Predictions } from "../../evaluation/predictions.ts";
import { fitTemperature } from "../../evaluation/temperature_scaling.ts";
import { saveModel } from "../../models/model_files.ts";
import { RUN_SCHEMA_VERSION, type RunConfig } from "../../runs/config.ts";
import type { RunMetrics } from "../../runs/metrics.ts";
import { writeRunRecord } from "../../runs/record.ts";
import { testImagesSha256 } from "../../runs/test_digest.ts";
import { writeReport } from "../../reports/write_report.ts";
import type { EpochRecord } from "../../training/epoch_record.ts";
import { printMetrics } from "../metrics_table.ts";
import { predictTrained } from "../../evaluation/predict.ts";
import type { PreparedRun } from "./prepare_run.ts";
import { duration } from "./progress.ts";
import { collectVersions, describeMachine } from "./provenance.ts";
import type { RunOrigin } from "./stored_run.ts";

/** What came out of a run. */
export interface RunResults {
  readonly history: readonly EpochRecord[];
  readonly metrics: RunMetrics;
  readonly predictions: Predictions;
}

/**
 * Evaluates the trained model, on the test split unless asked otherwise, and copies its weights into
 * `run.model`; nothing computes afterwards.
 *
 * @throws UserError when training has diverged.
 */
export async function evaluateRun(
  run: PreparedRun,
  history: readonly EpochRecord[],
): Promise<RunResults> {
  const predictions = await predictTrained(run.trainer, run.evaluated);
  const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const images = history.reduce((sum, epoch) => sum + epoch.seconds * epoch.imagesPerSecond, 0);
  const metrics = {
    ...evaluationMetrics(predictions),
    parameters: run.model.countParams(),
    ...(await fittedTemperature(run)),
    seconds,
    imagesPerSecond: images / seconds,
  };
  await run.trainer.updateModel();
  return { history, metrics, predictions };
}

/** Where a run is written, and what is said of it. */
export interface WriteOptions {
  readonly folder: string;
  readonly origin: RunOrigin;
  readonly quiet: boolean;
}

/** Writes the run folder with its model and its report, and prints the main figures. */
export async function writeRun(
  run: PreparedRun,
  { history, metrics, predictions }: RunResults,
  { folder, origin, quiet }: WriteOptions,
): Promise<void> {
  await saveModel(run.model, join(folder, "model"));
  const indices = sequentialOrder(run.evaluated.count);
  await writeRunRecord(folder, {
    config: createConfig(run, origin, testImagesSha256(run.evaluated, indices)),
    history,
    metrics,
    confusion: confusionMatrixOf(predictions),
    predictions: { ...predictions, indices },
  });
  const report = await writeReport(folder, { testDataset: run.evaluated });
  if (!quiet) {
    await printMetrics(
      metrics,
      `${run.evaluated.name} ${run.request.evaluation} split, ${run.evaluated.count} images`,
    );
    console.log(`Trained in ${duration(metrics.seconds)}.`);
    console.log(`Report: ${report.page} and ${report.markdown}`);
  }
  console.log(`Run: ${folder}`);
}

/** Fitted on the validation images alone: the test split must not choose anything. */
async function fittedTemperature(
  { trainer, validation }: PreparedRun,
): Promise<{ temperature?: number }> {
  if (validation === undefined) return {};
  const predictions = await predictTrained(trainer, validation);
  return { temperature: fitTemperature(predictions) };
}

function createConfig(
  { request, backend, model, training, validation, evaluated, sources }: PreparedRun,
  { command, startedAt, gitCommit }: RunOrigin,
  testSha256: string,
): RunConfig {
  const { recipe, recipeName, ...settings } = request;
  return {
    schemaVersion: RUN_SCHEMA_VERSION,
    command,
    startedAt,
    gitCommit,
    options: { ...settings, recipe: recipeName, ...recipe },
    dataset: {
      name: training.name,
      characters: [...training.characters],
      trainCount: training.count,
      validationCount: validation?.count ?? 0,
      testCount: evaluated.count,
      testSha256,
      sources: [...sources],
    },
    model: { name: model.name, parameters: model.countParams() },
    backend: {
      name: backend.name,
      precision: request.precision,
      description:
        `${backend.name} ${backend.version} with ${backend.threads} threads on ${backend.device}`,
    },
    versions: collectVersions(backend),
    machine: describeMachine(),
  };
}
