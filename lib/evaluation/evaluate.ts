/** Everything that predictions of labelled images say, computed once. */

import { mapRecord } from "../typed_record.ts";
import { type Interval, wilsonInterval } from "./accuracy_interval.ts";
import { type ReliabilityBin, reliabilityBins } from "./calibration.ts";
import { type ClassMetrics, classMetrics, occurringClasses } from "./class_metrics.ts";
import { findLookAlikes, type LookAlikes } from "./confusion_groups.ts";
import {
  type ConfusionMatrix,
  confusionMatrixOf,
  errorCount,
  totalCount,
} from "./confusion_matrix.ts";
import { MEASURES, type Measures } from "./measures.ts";
import { checkPredictions, type Predictions } from "./predictions.ts";
import { type ConfusionPair, topConfusionPairs } from "./top_confusions.ts";

/** What {@linkcode evaluatePredictions} found. */
export interface Evaluation extends LookAlikes {
  /** How often each class was read as each class. */
  readonly matrix: ConfusionMatrix;
  /** Number of images. */
  readonly images: number;
  /** Number of images that were read wrongly. */
  readonly errors: number;
  /** All classes in class order. */
  readonly classes: readonly ClassMetrics[];
  /** The classes that have images. */
  readonly occurring: readonly ClassMetrics[];
  /** All pairs that occur, the most frequent first. */
  readonly pairs: readonly ConfusionPair[];
  /** Errors that stay within a group. */
  readonly groupedErrors: number;
  /** Accuracy and confidence by ranges of confidence. */
  readonly bins: readonly ReliabilityBin[];
  /** Every measure under its key. */
  readonly measures: Measures;
}

/**
 * Evaluates predictions; each measure's formula and 0/0 rule stand with its own function.
 *
 * @throws {TypeError | RangeError} when they are unsound: see {@linkcode checkPredictions}.
 *
 * @example
 * ```ts
 * import { evaluatePredictions } from "./mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { errors, measures } = evaluatePredictions({
 *   labels: Uint8Array.of(0, 1),
 *   probabilities: Float32Array.of(0.9, 0.1, 0.6, 0.4),
 *   characters: ["0", "O"],
 * });
 * assertEquals([errors, measures.accuracy], [1, 0.5]);
 * ```
 */
export function evaluatePredictions(predictions: Predictions): Evaluation {
  checkPredictions(predictions);
  const matrix = confusionMatrixOf(predictions);
  const classes = classMetrics(matrix);
  const lookAlikes = findLookAlikes(matrix);
  const { groups } = lookAlikes;
  const bins = reliabilityBins(predictions);
  const basis = { predictions, matrix, classes, groups, bins };
  return {
    matrix,
    images: totalCount(matrix),
    errors: errorCount(matrix),
    classes,
    occurring: occurringClasses(classes),
    pairs: topConfusionPairs(matrix),
    ...lookAlikes,
    groupedErrors: groups.reduce((sum, { errors }) => sum + errors, 0),
    bins,
    measures: mapRecord(MEASURES, ({ of }) => of(basis)),
  };
}

/** The measures of one evaluation as the flat, plain object that `metrics.json` holds. */
export interface EvaluationMetrics extends Measures {
  /** Wilson's 95 % interval of the accuracy. */
  readonly accuracyInterval: Interval;
  /** The characters of each group of look-alikes, the group with the most errors first. */
  readonly groups: readonly (readonly string[])[];
  /** One entry a class, in class order. */
  readonly perClass: readonly ClassMetrics[];
}

/** Returns what {@linkcode evaluatePredictions} found as the object that `metrics.json` holds. */
export function evaluationMetrics(
  { measures, images, errors, groups, classes }: Evaluation,
): EvaluationMetrics {
  return {
    ...measures,
    accuracyInterval: wilsonInterval(images - errors, images),
    groups: groups.map(({ characters }) => characters),
    perClass: classes,
  };
}
