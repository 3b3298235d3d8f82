/** The figures of an evaluation as a person reads them. */

import type { EvaluationMetrics } from "../evaluation/evaluation_metrics.ts";
import { renderColumns } from "./columns.ts";

/** Prints the main figures, one a line. */
export async function printMetrics(metrics: EvaluationMetrics, title: string): Promise<void> {
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const { low, high } = metrics.accuracyInterval;
  console.log(title);
  console.log(
    await renderColumns([
      [
        "accuracy",
        `${percent(metrics.accuracy)} (95 % interval ${percent(low)} to ${percent(high)})`,
      ],
      ["balanced accuracy", percent(metrics.balancedAccuracy)],
      ["loss", metrics.loss.toFixed(4)],
      ["top-2 accuracy", percent(metrics.top2Accuracy)],
      ["top-5 accuracy", percent(metrics.top5Accuracy)],
      ["macro F1", percent(metrics.macroF1)],
      ["look-alikes merged", percent(metrics.groupedAccuracy)],
      ["calibration error", percent(metrics.expectedCalibrationError)],
    ]),
  );
}
