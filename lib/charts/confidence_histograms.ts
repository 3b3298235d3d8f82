/** How sure the model was when it was right, and when it was wrong. */

import type { ConfidenceBar } from "../evaluation/calibration.ts";
import { type ChartSpec, chartTitle } from "./chart_spec.ts";
import { countOf, percentText, rounded } from "../number_text.ts";

const PANEL_WIDTH = 360;

/** Above this confidence the title calls an answer sure; an edge of the bars. */
const SURE = 0.9;

/** Returns two histograms of the confidence, one above the other, each with its own height. */
export function confidenceHistograms(bars: readonly ConfidenceBar[]): ChartSpec {
  const right = bars.filter(({ correct }) => correct);
  const wrong = bars.filter(({ correct }) => !correct);
  return {
    title: chartTitle(
      finding(right, wrong),
      "Images by the probability of the answer given. The two heights differ in scale.",
      PANEL_WIDTH + 60,
    ),
    spacing: 20,
    vconcat: [panel("right", right), panel("wrong", wrong)],
  };
}

function panel(answer: "right" | "wrong", bars: readonly ConfidenceBar[]) {
  const values = bars.map(({ low, high, count }) => ({
    low: rounded(low),
    high: rounded(high),
    count,
    answer,
    summary: `${percentText(low, 0)} to ${percentText(high, 0)} sure and ${answer}: ` +
      countOf(count, "image"),
  }));
  return {
    width: PANEL_WIDTH,
    height: 136,
    title: { text: countOf(imagesIn(bars), `${answer} answer`), fontSize: 12, offset: 6 },
    data: { values },
    mark: { type: "bar" as const, binSpacing: 2 },
    encoding: {
      x: {
        field: "low",
        type: "quantitative" as const,
        bin: "binned" as const,
        title: answer === "wrong" ? "how sure the model said it was" : null,
        scale: { domain: [0, 1] },
        axis: { format: ".0%", tickCount: 6, grid: false },
      },
      x2: { field: "high" },
      y: {
        field: "count",
        type: "quantitative" as const,
        title: "images",
        axis: { tickCount: 4, tickMinStep: 1, minExtent: 44 },
      },
      color: {
        field: "answer",
        type: "nominal" as const,
        scale: { domain: ["right", "wrong"] },
        legend: null,
      },
      tooltip: [{ field: "summary", type: "nominal" as const, title: answer }],
      description: { field: "summary", type: "nominal" as const },
    },
  };
}

function imagesIn(bars: readonly ConfidenceBar[]): number {
  return bars.reduce((sum, { count }) => sum + count, 0);
}

/** Says how many of the wrong answers were given with confidence. */
function finding(right: readonly ConfidenceBar[], wrong: readonly ConfidenceBar[]): string {
  if (wrong.length === 0) return "Not one wrong answer";
  const share = (bars: readonly ConfidenceBar[]) =>
    percentText(imagesIn(bars.filter(({ low }) => low >= SURE)) / imagesIn(bars), 0);
  const bar = percentText(SURE, 0);
  if (right.length === 0) return `${share(wrong)} of the wrong answers are over ${bar} sure`;
  return `${share(right)} of the right answers are over ${bar} sure, ` +
    `and so are ${share(wrong)} of the wrong ones`;
}
