/** The confusion matrix as a heat map: what each character was read as. */

import type { ConfusionGroup, LookAlikes } from "../evaluation/confusion_groups.ts";
import {
  accuracy,
  type ConfusionMatrix,
  errorCount,
  trueCounts,
} from "../evaluation/confusion_matrix.ts";
import { topConfusions } from "../evaluation/top_confusions.ts";
import { type ChartSpec, chartTitle } from "./chart_spec.ts";
import { countText, listText, percentText, rounded } from "../number_text.ts";
import { CHARACTER_FONT } from "./theme.ts";

/** Settings of {@linkcode confusionHeatMap}. */
export interface ConfusionHeatMapOptions {
  /**
   * Leaves the right answers out, so that the errors stand out: look-alikes lie together, their groups
   * outlined.
   *
   * @default {undefined}, all answers, in class order
   */
  readonly lookAlikes?: LookAlikes;
  /**
   * How a row's share becomes a colour; `log` shows rare confusions as well.
   *
   * @default {"log"}
   */
  readonly scale?: "linear" | "log";
}

/** Side of a cell in pixels: the smallest at which a label of 11 pixels fits. */
const CELL = 15;

/** Width of a title above few classes, in pixels. */
const NARROWEST_TITLE = 480;

/** The smallest share that a logarithmic scale tells apart from nothing. */
const LOWEST_SHARE = 0.002;

/** Groups that a title has room for. */
const NAMED_GROUPS = 4;

/** Returns the heat map; rows are true classes, columns predicted ones, colours shares of a row. */
export function confusionHeatMap(
  matrix: ConfusionMatrix,
  { lookAlikes, scale = "log" }: ConfusionHeatMapOptions = {},
): ChartSpec {
  const order = lookAlikes?.order ?? [...matrix.characters.keys()];
  const characters = order.map((index) => matrix.characters[index]);
  const side = CELL * characters.length;
  const values = confusionCells(matrix).filter((cell) =>
    lookAlikes === undefined || cell.true !== cell.predicted
  );
  const axis = {
    labelFont: CHARACTER_FONT,
    labelFontSize: 11,
    labelAngle: 0,
    ticks: false,
    grid: true,
    gridOpacity: 0.6,
    tickBand: "extent" as const,
  };
  const position = (field: string, title: string, orient: "left" | "top") => ({
    field,
    type: "nominal" as const,
    title,
    scale: { domain: characters },
    axis: { ...axis, orient, domain: false, labelOverlap: false },
  });
  const x = position("predicted", "read as", "top");
  const y = position("true", "written", "left");
  const highest = values.reduce((most, { share }) => Math.max(most, share), 10 * LOWEST_SHARE);
  const top = lookAlikes === undefined ? 1 : highest;
  const cells = {
    data: { values },
    mark: { type: "rect" as const },
    encoding: {
      x,
      y,
      color: {
        field: "share",
        type: "quantitative" as const,
        title: "share of the row",
        scale: {
          type: scale,
          domain: [scale === "log" ? LOWEST_SHARE : 0, top],
          clamp: true,
        },
        legend: {
          orient: "bottom" as const,
          direction: "horizontal" as const,
          gradientLength: 260,
          gradientThickness: 10,
          format: ".3~%",
          ...(scale === "log" ? { values: legendShares(top) } : {}),
        },
      },
      tooltip: [
        { field: "true", type: "nominal" as const, title: "written" },
        { field: "predicted", type: "nominal" as const, title: "read as" },
        { field: "count", type: "quantitative" as const, title: "images" },
        { field: "share", type: "quantitative" as const, title: "share of row", format: ".1%" },
      ],
      description: { field: "summary", type: "nominal" as const },
    },
  };
  return {
    title: chartTitle(
      lookAlikes === undefined
        ? findingWithDiagonal(matrix)
        : findingWithoutDiagonal(matrix, lookAlikes.groups),
      lookAlikes === undefined
        ? `Rows: the character written. Columns: what it was read as. Colour: share of the row, ` +
          `${scale === "log" ? "logarithmic" : "linear"}.`
        : "Errors only, look-alikes side by side; a frame holds characters that are often confused.",
      Math.max(side, NARROWEST_TITLE),
    ),
    width: side,
    height: side,
    layer: lookAlikes === undefined
      ? [cells]
      : [cells, groupFrames(lookAlikes.groups, characters, { x, y })],
  };
}

/** Shares that the legend of a logarithmic scale names, up to where its colours end. */
function legendShares(top: number): number[] {
  return [...[LOWEST_SHARE, 0.01, 0.05, 0.2].filter((share) => 2 * share <= top), rounded(top, 3)];
}

/** Outlines of the groups, each one unbroken run of `characters`. */
function groupFrames(
  groups: readonly ConfusionGroup[],
  characters: readonly string[],
  { x, y }: { readonly x: object; readonly y: object },
) {
  const values = groups.map((group) => {
    const places = group.characters.map((character) => characters.indexOf(character));
    return {
      first: characters[Math.min(...places)],
      last: characters[Math.max(...places)],
      summary: `look-alikes ${group.characters.join(" ")}: ` +
        `${percentText(group.shareOfErrors)} of all errors`,
    };
  });
  return {
    data: { values },
    mark: { type: "rect" as const, style: "outline" },
    encoding: {
      x: { ...x, field: "first", type: "nominal" as const, bandPosition: 0 },
      x2: { field: "last", bandPosition: 1 },
      y: { ...y, field: "first", type: "nominal" as const, bandPosition: 0 },
      y2: { field: "last", bandPosition: 1 },
      description: { field: "summary", type: "nominal" as const },
    },
  };
}

function findingWithDiagonal(matrix: ConfusionMatrix): string {
  const right = `${percentText(accuracy(matrix))} lie on the diagonal`;
  const [worst] = topConfusions(matrix).toSorted((first, second) => second.rate - first.rate);
  if (worst === undefined) return `${right}: not one error`;
  return `${right}; worst is ${worst.trueCharacter}, read as ${worst.predictedCharacter} ` +
    `${percentText(worst.rate)} of the time`;
}

function findingWithoutDiagonal(
  matrix: ConfusionMatrix,
  groups: readonly ConfusionGroup[],
): string {
  if (errorCount(matrix) === 0) return "Not one error";
  if (groups.length === 0) return "Errors are scattered: no characters are often confused";
  const share = groups.reduce((sum, group) => sum + group.shareOfErrors, 0);
  const named = groups.slice(0, NAMED_GROUPS).map(({ characters }) => characters.join("\u00a0"));
  const more = groups.length - named.length;
  if (more > 0) named.push(`${more} more`);
  return `${percentText(share, 0)} of all errors stay within look-alikes: ${listText(named)}`;
}

/** One cell that is not empty. */
interface ConfusionCell {
  /** The character written. */
  readonly true: string;
  /** The character that it was read as. */
  readonly predicted: string;
  /** Number of images. */
  readonly count: number;
  /** Share of the images of this true class, 0 to 1. */
  readonly share: number;
  /** The cell in words. */
  readonly summary: string;
}

/** Returns the cells that are not 0, row by row. */
function confusionCells(matrix: ConfusionMatrix): ConfusionCell[] {
  const { counts, characters } = matrix;
  const support = trueCounts(matrix);
  return characters.flatMap((written, row) =>
    characters.flatMap((read, column) => {
      const count = counts[row * characters.length + column];
      if (count === 0) return [];
      const share = count / support[row];
      const summary = `${written} read as ${read}: ${countText(count)} of ` +
        `${countText(support[row])} (${percentText(share)})`;
      return [{ true: written, predicted: read, count, share: rounded(share), summary }];
    })
  );
}
