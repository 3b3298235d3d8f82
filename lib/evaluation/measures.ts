/**
 * The measures of an evaluation, each described once: what it is called and means, what range it has
 * and how it is computed. `metrics.json`, its schema, reports and the terminal all follow this list.
 */

import { percentText } from "../number_text.ts";
import { keysOf } from "../typed_record.ts";
import type { Interval } from "./accuracy_interval.ts";
import { cohenKappa, matthewsCorrelation } from "./agreement.ts";
import { expectedCalibrationError, type ReliabilityBin } from "./calibration.ts";
import { type ClassMetrics, macroMean, weightedMean } from "./class_metrics.ts";
import { type ConfusionGroup, groupedAccuracy } from "./confusion_groups.ts";
import { accuracy, type ConfusionMatrix } from "./confusion_matrix.ts";
import { crossEntropy } from "./cross_entropy.ts";
import type { Predictions } from "./predictions.ts";
import { topKAccuracy } from "./top_k.ts";

/** What measures are computed from. */
export interface MeasureBasis {
  readonly predictions: Predictions;
  readonly matrix: ConfusionMatrix;
  readonly classes: readonly ClassMetrics[];
  readonly groups: readonly ConfusionGroup[];
  readonly bins: readonly ReliabilityBin[];
}

/** One measure. */
export interface MeasureDefinition {
  /** What people call it. */
  readonly name: string;
  /** What it means, in a few words. */
  readonly meaning: string;
  /**
   * A share of images (0 to 1, read as a percentage, with Wilson's interval), a score (0 to 1), a
   * gap (0 to 1, read as a percentage), a correlation (-1 to 1), or a loss in nats (from 0).
   */
  readonly kind: "share" | "score" | "gap" | "correlation" | "loss";
  /** Whether it stands where there is room for a few only. */
  readonly isMain?: boolean;
  readonly of: (basis: MeasureBasis) => number;
}

/** Key of a measure in `metrics.json`. */
export type MeasureName =
  | "accuracy"
  | "groupedAccuracy"
  | "top2Accuracy"
  | "top5Accuracy"
  | "balancedAccuracy"
  | "macroF1"
  | "macroPrecision"
  | "weightedF1"
  | "loss"
  | "cohenKappa"
  | "matthewsCorrelation"
  | "expectedCalibrationError";

/** The measures under their keys in `metrics.json`, the most important first. */
export const MEASURES: Readonly<Record<MeasureName, MeasureDefinition>> = {
  accuracy: {
    name: "Accuracy",
    meaning: "images read right",
    kind: "share",
    isMain: true,
    of: ({ matrix }) => accuracy(matrix),
  },
  groupedAccuracy: {
    name: "Accuracy, look-alikes merged",
    meaning: "each group of look-alikes as one character",
    kind: "share",
    isMain: true,
    of: ({ matrix, groups }) => groupedAccuracy(matrix, groups),
  },
  top2Accuracy: {
    name: "Top-2 accuracy",
    meaning: "right with the first or second guess",
    kind: "share",
    isMain: true,
    of: ({ predictions }) => topKAccuracy(predictions, 2),
  },
  top5Accuracy: {
    name: "Top-5 accuracy",
    meaning: "right within five guesses",
    kind: "share",
    isMain: true,
    of: ({ predictions }) => topKAccuracy(predictions, 5),
  },
  balancedAccuracy: {
    name: "Balanced accuracy",
    meaning: "mean recall, every character counting the same",
    kind: "gap",
    isMain: true,
    of: ({ classes }) => macroMean(classes).recall,
  },
  macroF1: {
    name: "Macro F1",
    meaning: "mean F1, every character counting the same",
    kind: "score",
    isMain: true,
    of: ({ classes }) => macroMean(classes).f1,
  },
  macroPrecision: {
    name: "Macro precision",
    meaning: "mean precision, every character counting the same",
    kind: "score",
    of: ({ classes }) => macroMean(classes).precision,
  },
  weightedF1: {
    name: "Weighted F1",
    meaning: "mean F1, every image counting the same",
    kind: "score",
    of: ({ classes }) => weightedMean(classes).f1,
  },
  loss: {
    name: "Loss",
    meaning: "mean cross-entropy in nats",
    kind: "loss",
    isMain: true,
    of: ({ predictions }) => crossEntropy(predictions),
  },
  cohenKappa: {
    name: "Cohen's kappa",
    meaning: "agreement beyond chance",
    kind: "correlation",
    of: ({ matrix }) => cohenKappa(matrix),
  },
  matthewsCorrelation: {
    name: "Matthews correlation",
    meaning: "of true and predicted class",
    kind: "correlation",
    of: ({ matrix }) => matthewsCorrelation(matrix),
  },
  expectedCalibrationError: {
    name: "Calibration error",
    meaning: "mean gap between confidence and accuracy",
    kind: "gap",
    isMain: true,
    of: ({ bins }) => expectedCalibrationError(bins),
  },
};

/** A number for each measure. */
export type Measures = Readonly<Record<MeasureName, number>>;

/** Returns the lowest and highest value that a measure can have. */
export function measureRange({ kind }: MeasureDefinition): Interval {
  return { low: kind === "correlation" ? -1 : 0, high: kind === "loss" ? Infinity : 1 };
}

/** Returns a value of a measure as people read it; `digits` are those of a percentage. */
export function measureText({ kind }: MeasureDefinition, value: number, digits?: number): string {
  return kind === "share" || kind === "gap" ? percentText(value, digits) : value.toFixed(3);
}

/** The keys of {@linkcode MEASURES}, in their order. */
export const MEASURE_NAMES: readonly MeasureName[] = keysOf(MEASURES);
