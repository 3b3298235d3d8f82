/** All measures of one evaluation as the flat, plain object that `metrics.json` holds. */

import { type Interval, wilsonInterval } from "./accuracy_interval.ts";
import { cohenKappa, matthewsCorrelation } from "./agreement.ts";
import { expectedCalibrationError, reliabilityBins } from "./calibration.ts";
import {
  balancedAccuracy,
  type ClassMetrics,
  classMetrics,
  macroMean,
  microMean,
  weightedMean,
} from "./class_metrics.ts";
import { confusionGroups, groupedAccuracy } from "./confusion_groups.ts";
import { accuracy, confusionMatrixOf, errorCount, totalCount } from "./confusion_matrix.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { checkPredictions, type Predictions } from "./predictions.ts";
import { topKAccuracy } from "./top_k.ts";

/** The measures of one evaluation; shares and scores run from 0 to 1 unless said otherwise. */
export interface EvaluationMetrics {
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  readonly accuracy: number;
  /** Wilson's 95 % interval of the accuracy. */
  readonly accuracyInterval: Interval;
  readonly top2Accuracy: number;
  readonly top5Accuracy: number;
  readonly macroPrecision: number;
  readonly macroRecall: number;
  readonly macroF1: number;
  readonly weightedF1: number;
  readonly microF1: number;
  readonly balancedAccuracy: number;
  /** -1 to 1. */
  readonly cohenKappa: number;
  /** -1 to 1. */
  readonly matthewsCorrelation: number;
  readonly expectedCalibrationError: number;
  /** The characters of each group of look-alikes, the group with the most errors first. */
  readonly groups: readonly (readonly string[])[];
  /** Accuracy when each group counts as one class. */
  readonly groupedAccuracy: number;
  /** One entry a class, in class order. */
  readonly perClass: readonly ClassMetrics[];
}

/**
 * Measures predictions; each measure's formula and 0/0 rule stand with its own function.
 *
 * Throws what {@linkcode checkPredictions} throws.
 */
export function evaluationMetrics(predictions: Predictions): EvaluationMetrics {
  checkPredictions(predictions);
  const matrix = confusionMatrixOf(predictions);
  const total = totalCount(matrix);
  const perClass = classMetrics(matrix);
  const macro = macroMean(perClass);
  const groups = confusionGroups(matrix);
  return {
    loss: crossEntropy(predictions),
    accuracy: accuracy(matrix),
    accuracyInterval: wilsonInterval(total - errorCount(matrix), total),
    top2Accuracy: topKAccuracy(predictions, 2),
    top5Accuracy: topKAccuracy(predictions, 5),
    macroPrecision: macro.precision,
    macroRecall: macro.recall,
    macroF1: macro.f1,
    weightedF1: weightedMean(perClass).f1,
    microF1: microMean(matrix).f1,
    balancedAccuracy: balancedAccuracy(matrix),
    cohenKappa: cohenKappa(matrix),
    matthewsCorrelation: matthewsCorrelation(matrix),
    expectedCalibrationError: expectedCalibrationError(reliabilityBins(predictions)),
    groups: groups.map(({ characters }) => characters),
    groupedAccuracy: groupedAccuracy(matrix, groups),
    perClass,
  };
}
