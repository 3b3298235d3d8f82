/** A measure of images class by class: where its middle lies and how far it spreads. */

import { type ChartSpec, chartTitle } from "./chart_spec.ts";
import { rounded } from "../number_text.ts";
import { CHARACTER_AXIS, CHARACTER_STEP } from "./theme.ts";

/** The spread of a measure over the images of one class. */
export interface ClassRange {
  readonly character: string;
  /** For instance the 10th percentile, the median and the 90th percentile. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** What is measured. */
export interface ClassRangeOptions {
  /** Name of the measure with its unit, for the axis and the title: `ink (share of pixels)`. */
  readonly measure: string;
  /** What `low` and `high` are, below the title: `Bars run from the 10th to the 90th percentile.` */
  readonly caption: string;
  /**
   * A d3 number format for the axis and tooltips.
   *
   * @default {".2~f"}
   */
  readonly format?: string;
}

/** Returns the chart of ranges, the class with the lowest median first. */
export function classRanges(
  ranges: readonly ClassRange[],
  { measure, caption, format = ".2~f" }: ClassRangeOptions,
): ChartSpec {
  const sorted = ranges.toSorted((first, second) => first.median - second.median);
  const values = sorted.map(({ character, low, median, high }) => ({
    character,
    low: rounded(low),
    median: rounded(median),
    high: rounded(high),
    summary: `${character}: median ${rounded(median, 3)}, ${rounded(low, 3)} to ${
      rounded(high, 3)
    }`,
  }));
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  const x = {
    field: "character",
    type: "nominal" as const,
    title: null,
    sort: null,
    axis: CHARACTER_AXIS,
  };
  const tooltip = [
    { field: "character", type: "nominal" as const },
    ...["low", "median", "high"].map((field) => ({
      field,
      type: "quantitative" as const,
      format,
    })),
  ];
  return {
    title: chartTitle(
      lowest === undefined || highest === undefined
        ? `No class has a measured ${measure}`
        : `${lowest.character} has the lowest ${measure}, ${highest.character} the highest`,
      caption,
    ),
    width: { step: CHARACTER_STEP },
    height: 220,
    data: { values },
    layer: [
      {
        mark: { type: "bar", size: 7, opacity: 0.45, cornerRadius: 3 },
        encoding: {
          x,
          y: {
            field: "low",
            type: "quantitative",
            title: measure,
            axis: { format },
            scale: { zero: false },
          },
          y2: { field: "high" },
          tooltip,
          description: { field: "summary", type: "nominal" },
        },
      },
      {
        mark: { type: "tick", thickness: 3, size: 11 },
        encoding: { x, y: { field: "median", type: "quantitative" }, tooltip },
      },
    ],
  };
}
