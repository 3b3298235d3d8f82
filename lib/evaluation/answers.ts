/** A model's answers image by image: which to look at, and how sure they were. */

import { confidences, predictedClasses, type Predictions } from "./predictions.ts";

/** What a model answered to one image. */
export interface Answer {
  /** Row of the image in its split. */
  readonly index: number;
  /** Class index of what the image shows, and of what the model read. */
  readonly trueClass: number;
  readonly predictedClass: number;
  /** Probability of the predicted class, 0 to 1. */
  readonly confidence: number;
}

/** Returns every answer, the most confident first, of equals the first image. */
function answersByConfidence(predictions: Predictions): Answer[] {
  const { labels, indices } = predictions;
  const predicted = predictedClasses(predictions);
  const sure = confidences(predictions);
  return Array.from(labels, (trueClass, image) => ({
    index: indices?.[image] ?? image,
    trueClass,
    predictedClass: predicted[image],
    confidence: sure[image],
  })).sort((first, second) => second.confidence - first.confidence || first.index - second.index);
}

/** Returns the wrong answers, the most confident first, at most `limit` of them. */
export function confidentErrors(predictions: Predictions, limit = Infinity): Answer[] {
  return answersByConfidence(predictions)
    .filter(({ trueClass, predictedClass }) => trueClass !== predictedClass)
    .slice(0, limit);
}

/** The answers that make one cell of the confusion matrix. */
export interface CellAnswers {
  readonly trueClass: number;
  readonly predictedClass: number;
  /** The most confident first. */
  readonly answers: readonly Answer[];
}

/** Returns the cells that are not empty, by true and then by predicted class. */
export function answersByCell(predictions: Predictions): CellAnswers[] {
  const classes = predictions.characters.length;
  const cells = Map.groupBy(
    answersByConfidence(predictions),
    ({ trueClass, predictedClass }) => trueClass * classes + predictedClass,
  );
  return [...cells]
    .sort(([first], [second]) => first - second)
    .map(([cell, answers]) => ({
      trueClass: Math.floor(cell / classes),
      predictedClass: cell % classes,
      answers,
    }));
}
