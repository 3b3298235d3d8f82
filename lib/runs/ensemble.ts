/** Several runs as one model that answers with the mean of their probabilities. */

import type { ImageDataset } from "../datasets/dataset.ts";
import { sequentialOrder } from "../datasets/batches.ts";
import { accuracy, confusionMatrixOf } from "../evaluation/confusion_matrix.ts";
import { evaluatePredictions, evaluationMetrics } from "../evaluation/evaluate.ts";
import { meanPredictions } from "../evaluation/mean_predictions.ts";
import type { Predictions } from "../evaluation/predictions.ts";
import { UserError } from "../user_error.ts";
import { RUN_SCHEMA_VERSION, type RunConfig } from "./config.ts";
import { imagesSha256 } from "./images.ts";
import type { RunMetrics } from "./metrics.ts";
import type { RunRecord } from "./record.ts";
import type { RunOrigin } from "./request.ts";

/** A run that takes part in an ensemble. */
export interface EnsembleRun {
  /** The run's folder, as it was named. */
  readonly folder: string;
  readonly config: RunConfig;
  readonly metrics: RunMetrics;
}

/** A run and what its model answered at its temperature. */
export interface AnsweringRun extends EnsembleRun {
  readonly predictions: Predictions;
}

/**
 * Makes sure that runs can be averaged: they tell the same classes apart in the same order, and,
 * unless other data were asked for, were measured on the same images.
 *
 * @throws {UserError} that names the first run that differs from the first one.
 */
export function requireSameTask(
  [first, ...others]: readonly EnsembleRun[],
  { otherData }: { readonly otherData: boolean },
): void {
  for (const other of others) {
    const [ours, theirs] = [first.config.dataset, other.config.dataset];
    const refuse = (expected: string, found: string, hint: string) => {
      throw new UserError(
        `Cannot average "${other.folder}" with "${first.folder}": expected ${expected} but found ` +
          found,
        { hint },
      );
    };
    const classes = ours.characters.join(" ");
    if (classes !== theirs.characters.join(" ")) {
      refuse(
        `the classes ${classes}`,
        theirs.characters.join(" "),
        "Choose runs that were trained on the same classes, in the same order.",
      );
    }
    if (!otherData && ours.testSha256 !== theirs.testSha256) {
      refuse(
        `the same ${ours.testCount} ${first.config.options.evaluation} images of ${ours.name}`,
        `${theirs.testCount} other ${other.config.options.evaluation} images of ${theirs.name}`,
        "Choose runs that were measured on the same images, or name the data with --data or " +
          "--dataset.",
      );
    }
  }
}

/** What an ensemble was measured on, and with what. */
export interface EnsembleMeasurement {
  readonly origin: RunOrigin;
  /** The images, in the classes of the runs. */
  readonly images: ImageDataset;
  /** The folder that was searched first for the images, or null for that of the first run. */
  readonly data: string | null;
  /** Whether the images are not those that the runs were measured on. */
  readonly otherData: boolean;
  readonly surroundings: Pick<RunConfig, "backend" | "versions" | "machine">;
}

/**
 * Returns the record of an ensemble: figures of the mean of the probabilities; parameters and
 * seconds of training are the sums of those of its runs.
 */
export function createEnsembleRecord(
  runs: readonly AnsweringRun[],
  { origin, images, data, otherData, surroundings }: EnsembleMeasurement,
): RunRecord {
  const [{ config: { options, dataset } }] = runs;
  const predictions = meanPredictions(runs.map((run) => run.predictions));
  const evaluation = evaluatePredictions(predictions);
  const indices = sequentialOrder(images.count);
  const parameters = sum(runs.map(({ metrics }) => metrics.parameters));
  const seconds = sum(runs.map(({ metrics }) => metrics.seconds));
  const trained = sum(runs.map(({ metrics }) => metrics.seconds * metrics.imagesPerSecond));
  return {
    config: {
      schemaVersion: RUN_SCHEMA_VERSION,
      ...origin,
      options: {
        model: "ensemble",
        recipe: null,
        epochs: 0,
        precision: "float32",
        backend: surroundings.backend.name,
        validation: options.validation,
        seed: options.seed,
        limit: otherData ? null : options.limit,
        evaluation: otherData ? "test" : options.evaluation,
        dataset: images.name,
        data: data ?? options.data,
      },
      dataset: {
        ...dataset,
        name: images.name,
        testCount: images.count,
        testSha256: imagesSha256(images, indices),
        sources: [...images.sources],
      },
      model: { name: "ensemble", parameters },
      ensemble: runs.map((run) => ({
        run: run.folder,
        temperature: run.metrics.temperature ?? 1,
        accuracy: accuracy(confusionMatrixOf(run.predictions)),
      })),
      ...surroundings,
    },
    history: [],
    metrics: {
      ...evaluationMetrics(evaluation),
      parameters,
      seconds,
      imagesPerSecond: seconds === 0 ? 0 : trained / seconds,
    },
    evaluation,
    predictions: { ...predictions, indices },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
