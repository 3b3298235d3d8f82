/** The headline figures of one run, each with its 95 % interval. */

import { type Interval, wilsonInterval } from "./accuracy_interval.ts";
import {
  bootstrapMeans,
  bootstrapStatistics,
  percentileInterval,
  type UniformRandom,
} from "./bootstrap.ts";
import { classMetrics, macroMean } from "./class_metrics.ts";
import { confusionMatrixOf, createConfusionMatrix } from "./confusion_matrix.ts";
import { crossEntropies } from "./cross_entropy.ts";
import {
  checkPredictions,
  correctness,
  predictedClasses,
  type Predictions,
  trueProbabilities,
} from "./predictions.ts";

/** A measure and the 95 % interval that says how well these images know it. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

/** One run under its name. */
export interface NamedPredictions {
  readonly name: string;
  readonly predictions: Predictions;
}

/** The headline figures of one run. */
export interface RunSummary {
  readonly name: string;
  /** Number of images. */
  readonly images: number;
  /** Share of right predictions, 0 to 1, with Wilson's interval. */
  readonly accuracy: Estimate;
  /** Mean cross-entropy in nats, with a bootstrap interval. */
  readonly loss: Estimate;
  /** Macro F1, 0 to 1, with a bootstrap interval. */
  readonly macroF1: Estimate;
}

/**
 * Summarizes a run.
 *
 * The accuracy's interval is `wilsonInterval()`'s; those of loss and macro F1 are percentile
 * intervals over `resamples` random draws of the images.
 *
 * @throws {TypeError | RangeError} when the predictions are unsound: see `checkPredictions()`.
 */
export function summarizeRun(
  { name, predictions }: NamedPredictions,
  random: UniformRandom,
  resamples?: number,
): RunSummary {
  checkPredictions(predictions);
  const images = predictions.labels.length;
  const right = correctness(predictions).reduce((sum, correct) => sum + correct, 0);
  return {
    name,
    images,
    accuracy: { value: right / images, interval: wilsonInterval(right, images) },
    loss: meanLoss(predictions, random, resamples),
    macroF1: macroF1(predictions, random, resamples),
  };
}

function meanLoss(
  predictions: Predictions,
  random: UniformRandom,
  resamples?: number,
): Estimate {
  const losses = crossEntropies(trueProbabilities(predictions));
  const statistics = bootstrapMeans(losses, random, resamples);
  const value = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  return { value, interval: percentileInterval(statistics) };
}

function macroF1(
  predictions: Predictions,
  random: UniformRandom,
  resamples?: number,
): Estimate {
  const { labels, characters } = predictions;
  const predicted = predictedClasses(predictions);
  const drawnLabels = new Uint8Array(labels.length);
  const drawnPredicted = new Uint8Array(labels.length);
  const macroF1Of = (draw: Uint32Array) => {
    for (let position = 0; position < draw.length; position++) {
      drawnLabels[position] = labels[draw[position]];
      drawnPredicted[position] = predicted[draw[position]];
    }
    const matrix = createConfusionMatrix(drawnLabels, drawnPredicted, characters);
    return macroMean(classMetrics(matrix)).f1;
  };
  const statistics = bootstrapStatistics(labels.length, macroF1Of, random, resamples);
  const value = macroMean(classMetrics(confusionMatrixOf(predictions))).f1;
  return { value, interval: percentileInterval(statistics) };
}
