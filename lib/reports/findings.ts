/** What a run's predictions say, computed once for the report as text and as a page. */

import { type ReliabilityBin, reliabilityBins } from "../evaluation/calibration.ts";
import { type ClassMetrics, classMetrics } from "../evaluation/class_metrics.ts";
import {
  type ConfusionGroup,
  confusionGroups,
  groupedAccuracy,
  orderByGroups,
} from "../evaluation/confusion_groups.ts";
import {
  accuracy,
  type ConfusionMatrix,
  errorCount,
  totalCount,
} from "../evaluation/confusion_matrix.ts";
import { type ConfusionPair, topConfusionPairs } from "../evaluation/top_confusions.ts";
import type { RunRecord } from "../runs/record.ts";

/** Everything that a report tells, except pictures. */
export interface Findings {
  /** The run's name, that of its folder. */
  readonly name: string;
  readonly record: RunRecord;
  readonly matrix: ConfusionMatrix;
  /** Number of test images, and of those that were read wrongly. */
  readonly images: number;
  readonly errors: number;
  readonly accuracy: number;
  readonly classes: readonly ClassMetrics[];
  /** All pairs that occur, the most frequent first. */
  readonly pairs: readonly ConfusionPair[];
  /** Groups of look-alikes, the one with the most errors first. */
  readonly groups: readonly ConfusionGroup[];
  /** Share of the errors that stay within a group, 0 to 1; without errors (0/0), 0. */
  readonly groupedErrors: number;
  /** Accuracy when each group counts as one class. */
  readonly groupedAccuracy: number;
  /** Class indices in an order in which look-alikes lie together. */
  readonly order: readonly number[];
  readonly bins: readonly ReliabilityBin[];
}

/** Computes the findings of the run called `name`. */
export function createFindings(name: string, record: RunRecord): Findings {
  const matrix = record.confusion;
  const groups = confusionGroups(matrix);
  return {
    ...{ name, record, matrix, groups },
    images: totalCount(matrix),
    errors: errorCount(matrix),
    accuracy: accuracy(matrix),
    classes: classMetrics(matrix),
    pairs: topConfusionPairs(matrix),
    groupedErrors: groups.reduce((sum, { errors }) => sum + errors, 0) /
      Math.max(1, errorCount(matrix)),
    groupedAccuracy: groupedAccuracy(matrix, groups),
    order: orderByGroups(matrix),
    bins: reliabilityBins(record.predictions),
  };
}
