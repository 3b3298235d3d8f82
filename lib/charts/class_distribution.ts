/** How many images of each class a data set holds, half by half. */

import type { ChartSpec } from "./chart_spec.ts";
import { chartTitle } from "./chart_title.ts";
import { countText } from "./number_text.ts";
import { CHARACTER_FONT } from "./theme.ts";

/** The labels of one half of a data set. */
export interface LabelledSplit {
  /** Name of the half, such as `train`. */
  readonly split: string;
  /** Class of each image, `[count]` uint8. */
  readonly labels: Uint8Array;
}

/** Returns the chart of class counts, one row of bars a split. */
export function classDistribution(
  splits: readonly LabelledSplit[],
  characters: readonly string[],
): ChartSpec {
  const counted = splits.map(({ split, labels }) => ({
    split,
    counts: countClasses(labels, characters.length),
  }));
  const values = counted.flatMap(({ split, counts }) =>
    characters.map((character, label) => {
      const count = counts[label];
      return {
        split,
        character,
        count,
        summary: `${character}: ${countText(count)} ${split} images`,
      };
    })
  );
  return {
    title: chartTitle(
      capitalized(counted.map((half) => finding(half, characters)).join("; ")),
      "Images of each character. The heights of the rows differ in scale.",
    ),
    data: { values },
    facet: {
      row: {
        field: "split",
        type: "nominal",
        title: null,
        sort: splits.map(({ split }) => split),
        header: { labelOrient: "top", labelPadding: 4 },
      },
    },
    resolve: { scale: { y: "independent" } },
    spec: {
      width: { step: 15 },
      height: 130,
      mark: { type: "bar", cornerRadiusEnd: 2 },
      encoding: {
        x: {
          field: "character",
          type: "nominal",
          title: null,
          sort: [...characters],
          axis: {
            labelFont: CHARACTER_FONT,
            labelFontSize: 12,
            labelAngle: 0,
            ticks: false,
            labelOverlap: false,
          },
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

function countClasses(labels: Uint8Array, classes: number): Uint32Array {
  const counts = new Uint32Array(classes);
  for (const label of labels) counts[label]++;
  return counts;
}

interface CountedSplit {
  readonly split: string;
  readonly counts: Uint32Array;
}

/** Says whether a half is balanced, or between which classes it runs. */
function finding({ split, counts }: CountedSplit, characters: readonly string[]): string {
  const fewest = counts.indexOf(Math.min(...counts));
  const most = counts.indexOf(Math.max(...counts));
  if (counts[fewest] === counts[most]) {
    return `${split} has ${countText(counts[most])} images of every character`;
  }
  return `${split} runs from ${countText(counts[fewest])} images (${characters[fewest]}) to ` +
    `${countText(counts[most])} (${characters[most]})`;
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
