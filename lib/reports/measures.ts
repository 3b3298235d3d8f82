/** The figures of a run with their 95 % intervals, as rows of a table. */

import { percentText } from "../number_text.ts";
import { type Interval, wilsonInterval } from "../evaluation/accuracy_interval.ts";
import { type Estimate, summarizeRun } from "../evaluation/run_summary.ts";
import { createRandom } from "../random.ts";
import type { RunRecord } from "../runs/record.ts";

/** One figure. */
export interface Measure {
  readonly name: string;
  /** The figure as it should read. */
  readonly value: string;
  /** Its 95 % interval as it should read, or an empty text where none is given. */
  readonly interval: string;
  /** What it means, in a few words. */
  readonly meaning: string;
}

/** Redraws of the bootstrap: enough for the two digits that are shown. */
const RESAMPLES = 500;

/** Seed of the bootstrap, so that a report made twice is the same. */
const BOOTSTRAP_SEED = 0;

/** Returns the figures, the most important first. */
export function createMeasures({ metrics, predictions }: RunRecord): Measure[] {
  const images = predictions.labels.length;
  const share = (name: string, value: number, meaning: string): Measure => ({
    ...{ name, meaning, value: percentText(value) },
    interval: rangeText(wilsonInterval(Math.round(value * images), images), percentText),
  });
  const plain = (name: string, value: string, meaning: string): Measure => ({
    ...{ name, value, meaning, interval: "" },
  });
  const score = (value: number) => value.toFixed(3);
  const estimates = summarizeRun(
    { name: "", predictions },
    createRandom(BOOTSTRAP_SEED),
    RESAMPLES,
  );
  const estimated = (name: string, { value, interval }: Estimate, meaning: string): Measure => ({
    ...{ name, meaning, value: score(value), interval: rangeText(interval, score) },
  });
  return [
    share("Accuracy", metrics.accuracy, "images read right"),
    share("Accuracy, look-alikes merged", metrics.groupedAccuracy, "each group as one character"),
    share("Top-2 accuracy", metrics.top2Accuracy, "right with the first or second guess"),
    share("Top-5 accuracy", metrics.top5Accuracy, "right within five guesses"),
    estimated("Macro F1", estimates.macroF1, "every character counts the same"),
    estimated("Loss", estimates.loss, "mean cross-entropy in nats"),
    plain("Cohen's kappa", score(metrics.cohenKappa), "agreement beyond chance"),
    plain("Matthews correlation", score(metrics.matthewsCorrelation), "true and predicted class"),
    plain(
      "Calibration error",
      percentText(metrics.expectedCalibrationError),
      "mean gap of confidence and accuracy",
    ),
    ...(metrics.temperature === undefined ? [] : [
      plain("Temperature", score(metrics.temperature), "fitted on validation; above 1: too sure"),
    ]),
  ];
}

/** Returns an interval in words, such as `84.7 % to 86.1 %`. */
export function rangeText({ low, high }: Interval, text: (value: number) => string): string {
  return `${text(low)} to ${text(high)}`;
}
