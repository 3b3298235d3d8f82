/** Whether the model is as often right as it says: accuracy over confidence, bin by bin. */

import { expectedCalibrationError, type ReliabilityBin } from "../evaluation/calibration.ts";
import { type ChartSpec, chartTitle } from "./chart_spec.ts";
import { countText, percentText, rounded } from "../number_text.ts";

const SIDE = 360;

/** A gap below this share is called honest. */
const HONEST_GAP = 0.01;

/**
 * Returns the reliability diagram of bins as `reliabilityBins()` makes them.
 *
 * @param note A sentence that begins the caption, where several diagrams stand together.
 */
export function reliabilityDiagram(bins: readonly ReliabilityBin[], note = ""): ChartSpec {
  const values = bins.flatMap(({ low, high, count, meanConfidence, accuracy }) => {
    if (meanConfidence === null || accuracy === null) return [];
    const summary = `said ${percentText(meanConfidence)}, right ${percentText(accuracy)}: ` +
      `${countText(count)} images`;
    return [{
      low: rounded(low),
      high: rounded(high),
      count,
      summary,
      confidence: rounded(meanConfidence),
      accuracy: rounded(accuracy),
    }];
  });
  const percentAxis = { format: ".0%", tickCount: 6 };
  const domain = { domain: [0, 1] };
  const tooltip = [
    { field: "confidence", type: "quantitative" as const, title: "said", format: ".1%" },
    { field: "accuracy", type: "quantitative" as const, title: "right", format: ".1%" },
    { field: "count", type: "quantitative" as const, title: "images" },
  ];
  const y = {
    field: "accuracy",
    type: "quantitative" as const,
    title: "how often it was right",
    scale: domain,
    axis: percentAxis,
  };
  return {
    title: chartTitle(
      calibrationFinding(bins),
      `${note} Each bar holds the answers of one range of confidence. On the dashed line the `
        .trimStart() + "model would be right as often as it says.",
      SIDE + 100,
    ),
    width: SIDE,
    height: SIDE,
    data: { values },
    layer: [
      {
        mark: { type: "bar", binSpacing: 2, opacity: 0.85 },
        encoding: {
          x: {
            field: "low",
            type: "quantitative",
            bin: "binned",
            title: "how sure the model said it was",
            scale: domain,
            axis: { ...percentAxis, grid: false },
          },
          x2: { field: "high" },
          y,
          tooltip,
          description: { field: "summary", type: "nominal" },
        },
      },
      {
        data: { values: [{ from: 0, to: 1 }] },
        mark: { type: "rule", style: "reference" },
        encoding: {
          x: { field: "from", type: "quantitative" },
          x2: { field: "to" },
          y: { field: "from", type: "quantitative" },
          y2: { field: "to" },
        },
      },
    ],
  };
}

/** Says whether the model claims too much or too little on average; without a full stop. */
export function calibrationFinding(bins: readonly ReliabilityBin[]): string {
  let [images, claimed, right] = [0, 0, 0];
  for (const { count, meanConfidence, accuracy } of bins) {
    images += count;
    claimed += count * (meanConfidence ?? 0);
    right += count * (accuracy ?? 0);
  }
  if (images === 0) return "No answer has been measured";
  const gap = (claimed - right) / images;
  const error = `calibration error ${percentText(expectedCalibrationError(bins))}`;
  if (Math.abs(gap) < HONEST_GAP) return `As sure as it should be: ${error}`;
  return `Too ${gap > 0 ? "sure" : "modest"}: it claims ${percentText(claimed / images)} and ` +
    `reaches ${percentText(right / images)} (${error})`;
}
