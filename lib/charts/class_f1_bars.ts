/** F1 of every class as bars, the hardest first. */

import { type ClassMetrics, macroMean, occurringClasses } from "../evaluation/class_metrics.ts";
import { type ChartSpec, chartTitle } from "./chart_spec.ts";
import { countOf, listText, rounded } from "../number_text.ts";
import { CHARACTER_AXIS, CHARACTER_STEP } from "./theme.ts";

/** Classes that the title names and the second colour marks. */
const NAMED_CLASSES = 5;

/** Returns the chart of the F1 of the classes that have images, from 0 to 1. */
export function classF1Bars(classes: readonly ClassMetrics[]): ChartSpec {
  const occurring = occurringClasses(classes);
  const sorted = occurring.toSorted((first, second) => first.f1 - second.f1);
  const without = classes.length - occurring.length;
  const values = sorted.map(({ character, precision, recall, f1, support }, place) => ({
    character,
    support,
    group: place < NAMED_CLASSES ? "hardest" : "others",
    precision: rounded(precision),
    recall: rounded(recall),
    f1: rounded(f1),
    summary: `${character}: F1 ${f1.toFixed(3)}, precision ${precision.toFixed(3)}, ` +
      `recall ${recall.toFixed(3)}, ${countOf(support, "image")}`,
  }));
  const mean = macroMean(classes).f1;
  return {
    title: chartTitle(
      finding(sorted),
      `F1 of each character, the harmonic mean of precision and recall. Dashed: the mean, ` +
        `${mean.toFixed(3)}.` +
        (without === 0 ? "" : ` ${countOf(without, "character")} without images left out.`),
    ),
    width: { step: CHARACTER_STEP },
    height: 220,
    layer: [
      {
        data: { values },
        mark: { type: "bar", cornerRadiusEnd: 2 },
        encoding: {
          x: {
            field: "character",
            type: "nominal",
            title: null,
            sort: null,
            axis: CHARACTER_AXIS,
            scale: { paddingInner: 0.22, paddingOuter: 0.1 },
          },
          y: { field: "f1", type: "quantitative", title: "F1", scale: { domain: [0, 1] } },
          color: {
            field: "group",
            type: "nominal",
            scale: { domain: ["others", "hardest"] },
            legend: null,
          },
          tooltip: [
            { field: "character", type: "nominal" },
            { field: "f1", type: "quantitative", title: "F1", format: ".3f" },
            { field: "precision", type: "quantitative", format: ".3f" },
            { field: "recall", type: "quantitative", format: ".3f" },
            { field: "support", type: "quantitative", title: "images" },
          ],
          description: { field: "summary", type: "nominal" },
        },
      },
      {
        data: { values: [{ mean: rounded(mean) }] },
        mark: { type: "rule", style: "reference" },
        encoding: { y: { field: "mean", type: "quantitative" } },
      },
    ],
  };
}

/** Says which classes are the hardest and how far apart the classes are. */
function finding(ascending: readonly ClassMetrics[]): string {
  const [hardest] = ascending;
  const easiest = ascending.at(-1);
  if (hardest === undefined || easiest === undefined) return "No class has been measured";
  if (hardest.f1 === easiest.f1) return `Every character reaches F1 ${hardest.f1.toFixed(2)}`;
  if (ascending.length <= NAMED_CLASSES) {
    return `F1 runs from ${hardest.f1.toFixed(2)} (${hardest.character}) to ` +
      `${easiest.f1.toFixed(2)} (${easiest.character})`;
  }
  const names = ascending.slice(0, NAMED_CLASSES).map(({ character }) => character);
  return `${listText(names)} are the hardest: F1 from ${hardest.f1.toFixed(2)} (` +
    `${hardest.character}) up to ${easiest.f1.toFixed(2)} (${easiest.character})`;
}
