/** Which classes one of two runs reads better than the other. */

import { classMetrics } from "./class_metrics.ts";
import { confusionMatrixOf } from "./confusion_matrix.ts";
import { holmAdjust } from "./holm.ts";
import { mcnemarTest } from "./mcnemar.ts";
import { correctness, type Predictions } from "./predictions.ts";

/** How one class moved from the first run to the second. */
export interface ClassMove {
  readonly character: string;
  /** Number of images whose true class this is. */
  readonly support: number;
  /** Recall and F1 in each run, 0 to 1; a change is the second run's minus the first's. */
  readonly firstRecall: number;
  readonly secondRecall: number;
  readonly recallChange: number;
  readonly firstF1: number;
  readonly secondF1: number;
  readonly f1Change: number;
  /** Images of the class that only the second run read rightly, and that only the first did. */
  readonly gained: number;
  readonly lost: number;
  /** McNemar's p over the class's images, adjusted over all classes by Holm's correction. */
  readonly adjustedPValue: number;
}

/**
 * Returns how each class moved, the largest change of recall first, of equals in class order.
 *
 * Both runs must be about the same images: see `checkSameImages()`.
 */
export function classMoves(first: Predictions, second: Predictions): ClassMove[] {
  const { labels, characters } = first;
  const firstMetrics = classMetrics(confusionMatrixOf(first));
  const secondMetrics = classMetrics(confusionMatrixOf(second));
  const firstCorrect = correctness(first);
  const secondCorrect = correctness(second);
  const tests = characters.map((_, index) => {
    const ofClass = (_: number, image: number) => labels[image] === index;
    return mcnemarTest(firstCorrect.filter(ofClass), secondCorrect.filter(ofClass));
  });
  const adjusted = holmAdjust(tests.map(({ pValue }) => pValue));
  return characters
    .map((character, index) => ({
      character,
      support: firstMetrics[index].support,
      firstRecall: firstMetrics[index].recall,
      secondRecall: secondMetrics[index].recall,
      recallChange: secondMetrics[index].recall - firstMetrics[index].recall,
      firstF1: firstMetrics[index].f1,
      secondF1: secondMetrics[index].f1,
      f1Change: secondMetrics[index].f1 - firstMetrics[index].f1,
      gained: tests[index].onlySecond,
      lost: tests[index].onlyFirst,
      adjustedPValue: adjusted[index],
    }))
    .sort((one, other) => Math.abs(other.recallChange) - Math.abs(one.recallChange));
}
