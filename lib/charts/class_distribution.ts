/** How many images of each class a data set holds, split by split. */

import { type ChartSpec, chartTitle } from "./chart_spec.ts";
import { countText } from "../number_text.ts";
import { CHARACTER_AXIS, CHARACTER_STEP } from "./theme.ts";

/** One bar: the rows of `createClassDistribution()` as plain values. */
export interface ClassCount {
  /** Name of the split of the data set, such as `train`. */
  readonly split: string;
  readonly character: string;
  /** Number of images. */
  readonly count: number;
}

/** Returns the chart of class counts, one row of bars a split; splits and classes keep their order. */
export function classDistribution(classCounts: readonly ClassCount[]): ChartSpec {
  const splits = [...new Set(classCounts.map(({ split }) => split))];
  const characters = [...new Set(classCounts.map(({ character }) => character))];
  const values = classCounts.map(({ split, character, count }) => ({
    split,
    character,
    count,
    summary: `${character}: ${countText(count)} ${split} images`,
  }));
  return {
    title: chartTitle(
      capitalized(
        splits.map((name) => finding(name, classCounts.filter(({ split }) => split === name)))
          .join("; "),
      ),
      "Images of each character. The heights of the rows differ in scale.",
    ),
    data: { values },
    facet: {
      row: {
        field: "split",
        type: "nominal",
        title: null,
        sort: splits,
        header: { labelOrient: "top", labelPadding: 4 },
      },
    },
    resolve: { scale: { y: "independent" } },
    spec: {
      width: { step: CHARACTER_STEP },
      height: 130,
      mark: { type: "bar", cornerRadiusEnd: 2 },
      encoding: {
        x: {
          field: "character",
          type: "nominal",
          title: null,
          sort: characters,
          axis: CHARACTER_AXIS,
          scale: { paddingInner: 0.22, paddingOuter: 0.1 },
        },
        y: {
          field: "count",
          type: "quantitative",
          title: "images",
          axis: { tickCount: 5, minExtent: 44 },
          scale: { nice: true },
        },
        tooltip: [
          { field: "character", type: "nominal" },
          { field: "count", type: "quantitative", title: "images" },
        ],
        description: { field: "summary", type: "nominal" },
      },
    },
  };
}

/** Says whether a split is balanced, or between which classes it runs. */
function finding(split: string, classCounts: readonly ClassCount[]): string {
  const counts = classCounts.map(({ count }) => count);
  const fewest = counts.indexOf(Math.min(...counts));
  const most = counts.indexOf(Math.max(...counts));
  if (counts[fewest] === counts[most]) {
    return `${split} has ${countText(counts[most])} images of every character`;
  }
  return `${split} runs from ${countText(counts[fewest])} images ` +
    `(${classCounts[fewest].character}) to ${countText(counts[most])} ` +
    `(${classCounts[most].character})`;
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
