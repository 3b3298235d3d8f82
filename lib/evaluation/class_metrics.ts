/** Precision, recall, F1 and support of each class, and their means over classes. */

import {
  type ConfusionMatrix,
  correctCounts,
  predictedCounts,
  trueCounts,
} from "./confusion_matrix.ts";

/** Precision, recall and F1, each from 0 (worst) to 1 (best). */
export interface PrecisionRecallF1 {
  /** Share of the images predicted as the class that are of it. */
  readonly precision: number;
  /** Share of the class's images that are predicted as it. */
  readonly recall: number;
  /** Harmonic mean of both. */
  readonly f1: number;
}

/** The metrics of one class. */
export interface ClassMetrics extends PrecisionRecallF1 {
  /** The character of the class. */
  readonly character: string;
  /** Number of images whose true class this is. */
  readonly support: number;
}

/** Divides with the rule that 0/0 is 0, which is scikit-learn's `zero_division=0`. */
function divide(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}

/** The three metrics of `correct` hits among `predicted` guesses and `actual` images. */
function fromCounts(correct: number, predicted: number, actual: number): PrecisionRecallF1 {
  return {
    precision: divide(correct, predicted),
    recall: divide(correct, actual),
    f1: divide(2 * correct, predicted + actual),
  };
}

/**
 * Returns the metrics of every class, in class order.
 *
 * With TP, FP and FN counted for one class against all others: precision = TP / (TP + FP),
 * recall = TP / (TP + FN), F1 = 2 TP / (2 TP + FP + FN), the harmonic mean of the two
 * (van Rijsbergen, Information Retrieval, 1979). 0/0 is 0: the precision of a class that was never
 * predicted, the recall of a class without images, the F1 of a class with neither.
 */
export function classMetrics(matrix: ConfusionMatrix): ClassMetrics[] {
  const correct = correctCounts(matrix);
  const predicted = predictedCounts(matrix);
  const support = trueCounts(matrix);
  return matrix.characters.map((character, index) => ({
    character,
    ...fromCounts(correct[index], predicted[index], support[index]),
    support: support[index],
  }));
}

/** Mean of the three metrics with one weight a class; weights that sum to 0 (0/0) give 0. */
function meanOf(
  classes: readonly ClassMetrics[],
  weightOf: (metrics: ClassMetrics) => number,
): PrecisionRecallF1 {
  const totalWeight = classes.reduce((sum, metrics) => sum + weightOf(metrics), 0);
  const mean = (name: keyof PrecisionRecallF1) =>
    divide(
      classes.reduce((sum, metrics) => sum + weightOf(metrics) * metrics[name], 0),
      totalWeight,
    );
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") };
}

/**
 * Returns the classes that have images: only these can be measured. Averages, rankings, charts and
 * tables are about them; the others are shown as having no images.
 */
export function occurringClasses(classes: readonly ClassMetrics[]): ClassMetrics[] {
  return classes.filter(({ support }) => support > 0);
}

/**
 * Returns the plain mean over the classes that have images: each of them counts the same.
 *
 * As scikit-learn's `average="macro"` with the classes that occur as `labels` and `zero_division=0`;
 * the recall is its `balanced_accuracy_score` (Brodersen et al., ICPR 2010). Of no class (0/0), 0.
 * Macro F1 is the mean of the F1s, not the F1 of the means (Opitz and Burst, arXiv:1911.03347).
 */
export function macroMean(classes: readonly ClassMetrics[]): PrecisionRecallF1 {
  return meanOf(occurringClasses(classes), () => 1);
}

/**
 * Returns the mean over classes weighted by support: each image counts the same.
 *
 * As scikit-learn's `average="weighted"`; without any image (0/0), 0.
 */
export function weightedMean(classes: readonly ClassMetrics[]): PrecisionRecallF1 {
  return meanOf(classes, (metrics) => metrics.support);
}
