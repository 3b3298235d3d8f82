/** How sure the model was when it was right, and when it was wrong. */

import { confidences, correctness, type Predictions } from "../evaluation/predictions.ts";
import type { ChartSpec } from "./chart_spec.ts";
import { chartTitle } from "./chart_title.ts";
import { countOf, countText, percentText, rounded } from "./number_text.ts";

const BINS = 20;

/** From here on the title calls an answer sure. */
const SURE = 0.9;

/** Returns two histograms of the confidence, one above the other, each with its own height. */
export function confidenceHistograms(predictions: Predictions): ChartSpec {
  const correct = correctness(predictions);
  const sure = confidences(predictions);
  const right = sure.filter((_, image) => correct[image] === 1);
  const wrong = sure.filter((_, image) => correct[image] === 0);
  const panel = (answer: "right" | "wrong", found: Float32Array) => ({
    width: 440,
    height: 120,
    title: {
      text: `${countOf(found.length, `${answer} answer`)}`,
      fontSize: 12,
      offset: 6,
    },
    data: { values: histogram(found, answer) },
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
      tooltip: [
        { field: "summary", type: "nominal" as const, title: answer },
      ],
      description: { field: "summary", type: "nominal" as const },
    },
  });
  return {
    title: chartTitle(
      finding(right, wrong),
      "Images by the probability of the answer given. The two heights differ in scale.",
      440 + 60,
    ),
    spacing: 20,
    vconcat: [panel("right", right), panel("wrong", wrong)],
  };
}

function histogram(found: Float32Array, answer: string) {
  const counts = new Uint32Array(BINS);
  for (const confidence of found) counts[Math.min(BINS - 1, Math.floor(confidence * BINS))]++;
  return Array.from(counts, (count, bin) => {
    const [low, high] = [rounded(bin / BINS), rounded((bin + 1) / BINS)];
    const summary = `${percentText(low, 0)} to ${percentText(high, 0)} sure and ${answer}: ` +
      `${countText(count)} images`;
    return { low, high, count, answer, summary };
  });
}

/** Says how many of the wrong answers were given with confidence. */
function finding(right: Float32Array, wrong: Float32Array): string {
  if (wrong.length === 0) return "Not one wrong answer";
  const share = (found: Float32Array) =>
    percentText(found.filter((confidence) => confidence >= SURE).length / found.length, 0);
  const bar = percentText(SURE, 0);
  if (right.length === 0) return `${share(wrong)} of the wrong answers are over ${bar} sure`;
  return `${share(right)} of the right answers are over ${bar} sure, ` +
    `and so are ${share(wrong)} of the wrong ones`;
}
