/** Several runs on the same images, side by side: figures with intervals, and what differs. */

import { pairedBootstrap, type PairedBootstrapResult, type UniformRandom } from "./bootstrap.ts";
import { classMetrics } from "./class_metrics.ts";
import { confusionMatrixOf } from "./confusion_matrix.ts";
import { crossEntropies } from "./cross_entropy.ts";
import { holmAdjust } from "./holm.ts";
import { type McnemarResult, mcnemarTest } from "./mcnemar.ts";
import { correctness, type Predictions, trueProbabilities } from "./predictions.ts";
import { type NamedPredictions, type RunSummary, summarizeRun } from "./run_summary.ts";

/** The p-value below which a difference is called significant. */
const SIGNIFICANCE_LEVEL = 0.05;

/** How a run differs from the first one; every difference is its figure minus the first run's. */
export interface RunDifference {
  /** Names of the first run and of the run compared with it. */
  readonly baseline: string;
  readonly name: string;
  /** Difference of accuracy, -1 to 1, and of mean cross-entropy in nats, with 95 % intervals. */
  readonly accuracy: PairedBootstrapResult;
  readonly loss: PairedBootstrapResult;
  /** McNemar's test of the accuracy; `onlyFirst` counts for the baseline. */
  readonly mcnemar: McnemarResult;
  /** McNemar's p-value adjusted over all runs compared with the baseline by Holm's correction. */
  readonly adjustedPValue: number;
  /** Whether the adjusted p-value is below {@linkcode SIGNIFICANCE_LEVEL}. */
  readonly significant: boolean;
  /** How each class moved, the largest change of recall first. */
  readonly classes: readonly ClassMove[];
}

/** What {@linkcode compareRuns} found. */
export interface RunComparison {
  /** One entry a run, in the order given. */
  readonly runs: readonly RunSummary[];
  /** One entry for each run after the first. */
  readonly differences: readonly RunDifference[];
}

/**
 * Compares runs on the same images; the first one is the baseline of the others.
 *
 * @param resamples How often the bootstrap draws the images again; 2,000 when missing.
 * @throws {RangeError} without any run, or when two are about other images.
 * @throws {TypeError | RangeError} when predictions are unsound: see `checkPredictions()`.
 */
export function compareRuns(
  runs: readonly NamedPredictions[],
  random: UniformRandom,
  resamples?: number,
): RunComparison {
  const [baseline, ...others] = runs;
  if (baseline === undefined) {
    throw new RangeError("Cannot compare runs: expected at least 1 but found 0");
  }
  for (const other of others) checkSameImages(baseline, other);
  const summaries = runs.map((run) => summarizeRun(run, random, resamples));
  const correct = runs.map(({ predictions }) => correctness(predictions));
  const tests = others.map((_, index) => mcnemarTest(correct[0], correct[index + 1]));
  const adjusted = holmAdjust(tests.map(({ pValue }) => pValue));
  const baselineLosses = lossesOf(baseline.predictions);
  const differences = others.map(({ name, predictions }, index) => ({
    baseline: baseline.name,
    name,
    accuracy: pairedBootstrap(correct[0], correct[index + 1], random, resamples),
    loss: pairedBootstrap(baselineLosses, lossesOf(predictions), random, resamples),
    mcnemar: tests[index],
    adjustedPValue: adjusted[index],
    significant: adjusted[index] < SIGNIFICANCE_LEVEL,
    classes: classMoves(baseline.predictions, predictions),
  }));
  return { runs: summaries, differences };
}

function lossesOf(predictions: Predictions): Float64Array {
  return crossEntropies(trueProbabilities(predictions));
}

/**
 * Checks that two runs are about the same images, as far as predictions tell.
 *
 * Equal labels are no proof of equal images: compare the data's digests as well.
 *
 * @throws {RangeError} unless two runs tell the same classes apart and have the same labels in the
 * same order.
 */
export function checkSameImages(first: NamedPredictions, second: NamedPredictions): void {
  const refuse = (expected: string, found: string) => {
    throw new RangeError(
      `Cannot compare "${second.name}" with "${first.name}": expected ${expected} but found ${found}`,
    );
  };
  const [ours, theirs] = [first.predictions, second.predictions];
  if (ours.characters.join(" ") !== theirs.characters.join(" ")) {
    refuse(`the classes ${ours.characters.join(" ")}`, theirs.characters.join(" "));
  }
  if (ours.labels.length !== theirs.labels.length) {
    refuse(`${ours.labels.length} images`, `${theirs.labels.length}`);
  }
  const image = ours.labels.findIndex((label, index) => label !== theirs.labels[index]);
  if (image >= 0) {
    const [expected, found] = [ours, theirs].map(({ labels, characters }) =>
      characters[labels[image]]
    );
    refuse(`a "${expected}" as image ${image}`, `a "${found}"`);
  }
}

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
