/** The record of a run that has just been trained: where it comes from, and what came out. */

import * as tf from "@tensorflow/tfjs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import project from "../../deno.json" with { type: "json" };
import type { Backend } from "../backends/backend.ts";
import { sequentialOrder } from "../datasets/batches.ts";
import { runProgram } from "../machine/run_program.ts";
import { evaluatePredictions, evaluationMetrics } from "../evaluation/evaluate.ts";
import { predictTrained } from "../evaluation/predict.ts";
import type { Predictions } from "../evaluation/predictions.ts";
import { atTemperature, fitTemperature } from "../evaluation/temperature_scaling.ts";
import { topologySha256 } from "../models/model_files.ts";
import type { EpochRecord } from "../training/epoch_record.ts";
import type { Precision } from "../training/trainer.ts";
import { RUN_SCHEMA_VERSION, type RunConfig } from "./config.ts";
import type { RunData } from "./data.ts";
import { imagesSha256 } from "./images.ts";
import type { OtherMetrics } from "./metrics.ts";
import type { RunRecord } from "./record.ts";
import type { RunOrigin, RunRequest } from "./request.ts";

/** A run whose model has its trained weights. */
export interface TrainedRun extends RunData {
  readonly request: RunRequest;
  readonly origin: RunOrigin;
  readonly backend: Backend;
  readonly model: tf.LayersModel;
}

/**
 * Measures the model of a run, on the test split unless asked otherwise, and returns the record.
 *
 * @throws {UserError} when training has diverged in its last update.
 */
export async function createRunRecord(
  run: TrainedRun,
  history: readonly EpochRecord[],
): Promise<RunRecord> {
  const { backend, model, validation, evaluated, others } = run;
  const predictor = await backend.createPredictor(model);
  try {
    const predictions = await predictTrained(predictor, evaluated);
    // Fitted on the validation images alone: the test split must not choose anything.
    const held = validation && await predictTrained(predictor, validation);
    const temperature = held && fitTemperature(held);
    const also: Record<string, OtherMetrics> = {};
    for (const dataset of others) {
      const others = await predictTrained(predictor, dataset);
      also[dataset.name] = otherMetrics(others, temperature);
    }
    const evaluation = evaluatePredictions(predictions);
    const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
    const images = history.reduce((sum, epoch) => sum + epoch.seconds * epoch.imagesPerSecond, 0);
    return {
      config: createRunConfig(run),
      history,
      metrics: {
        ...evaluationMetrics(evaluation),
        parameters: model.countParams(),
        ...(temperature === undefined ? {} : { temperature }),
        ...(others.length === 0 ? {} : { also }),
        seconds,
        imagesPerSecond: images / seconds,
      },
      evaluation,
      predictions: { ...predictions, indices: sequentialOrder(evaluated.count) },
    };
  } finally {
    predictor.dispose();
  }
}

/** Returns what is kept of another data set: its figures at the run's temperature, if it has one. */
export function otherMetrics(predictions: Predictions, temperature = 1): OtherMetrics {
  const { measures } = evaluatePredictions(
    temperature === 1 ? predictions : atTemperature(predictions, temperature),
  );
  return { images: predictions.labels.length, ...measures };
}

/** Returns what `config.json` says of a run. */
function createRunConfig(
  { request, origin, backend, model, training, validation, evaluated, sources }: TrainedRun,
): RunConfig {
  const { recipe, recipeName, ...settings } = request;
  return {
    schemaVersion: RUN_SCHEMA_VERSION,
    ...origin,
    options: { ...settings, recipe: recipeName, ...recipe },
    dataset: {
      name: training.name,
      characters: [...training.characters],
      trainCount: training.count,
      validationCount: validation?.count ?? 0,
      testCount: evaluated.count,
      testSha256: imagesSha256(evaluated, sequentialOrder(evaluated.count)),
      sources: [...sources],
    },
    model: {
      name: model.name,
      parameters: model.countParams(),
      topologySha256: topologySha256(model),
    },
    ...describeSurroundings(backend, request.precision),
  };
}

/** Returns what computes here, in which precision, and with what versions. */
export function describeSurroundings(
  { name, version, threads, device }: Backend,
  precision: Precision,
): Pick<RunConfig, "backend" | "versions" | "machine"> {
  return {
    backend: {
      name,
      precision,
      description: `${name} ${version} with ${threads} threads on ${device}`,
    },
    versions: {
      project: project.version,
      deno: Deno.version.deno,
      typescript: Deno.version.typescript,
      tfjs: tf.version_core,
      tensorflow: name === "tensorflow" ? version : null,
    },
    machine: { cpu: cpus()[0]?.model ?? "unknown", threads: navigator.hardwareConcurrency },
  };
}

/** Returns how a run begins now, by the command line given. */
export async function createRunOrigin(command: string): Promise<RunOrigin> {
  return { command, startedAt: new Date().toISOString(), gitCommit: await findGitCommit() };
}

/** Returns the checkout's commit, 40 hexadecimal digits, or null where Git or a commit is missing. */
export async function findGitCommit(): Promise<string | null> {
  if (!import.meta.url.startsWith("file:")) return null;
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const result = await runProgram("git", ["-C", folder, "rev-parse", "HEAD"]);
  return result?.exitCode === 0 ? result.output.trim() : null;
}
