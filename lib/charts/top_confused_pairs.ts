/** The pairs of characters that cost most, each with both directions. */

import { type ConfusionMatrix, errorCount } from "../evaluation/confusion_matrix.ts";
import { type ConfusionPair, topConfusionPairs } from "../evaluation/top_confusions.ts";
import { type ChartSpec, chartTitle } from "./chart_spec.ts";
import { percentText } from "../number_text.ts";
import { CHARACTER_FONT } from "./theme.ts";

/** Pairs shown when the caller does not say. */
const DEFAULT_LIMIT = 15;

const DIRECTIONS = ["first read as second", "second read as first"];

/** Returns the chart of the `limit` most frequent pairs. */
export function topConfusedPairs(matrix: ConfusionMatrix, limit = DEFAULT_LIMIT): ChartSpec {
  const pairs = topConfusionPairs(matrix, limit);
  const y = {
    field: "pair",
    type: "nominal" as const,
    title: null,
    sort: null,
    axis: {
      labelFont: CHARACTER_FONT,
      labelFontSize: 13,
      labelPadding: 8,
      ticks: false,
      domain: false,
    },
  };
  const totals = pairs.map(({ characters, count, shareOfErrors }) => ({
    pair: pairName(characters),
    count,
    text: `${count} · ${percentText(shareOfErrors)} of errors`,
  }));
  return {
    title: chartTitle(
      finding(pairs, errorCount(matrix)),
      "Images of each pair taken for the other character, in both directions.",
    ),
    width: 560,
    height: { step: 24 },
    layer: [
      {
        data: { values: pairs.flatMap((pair) => directionsOf(matrix, pair)) },
        mark: { type: "bar" },
        encoding: {
          y,
          x: {
            field: "count",
            type: "quantitative",
            title: "images",
            axis: { tickMinStep: 1, tickCount: 8, domain: false, grid: false },
          },
          color: {
            field: "direction",
            type: "nominal",
            title: null,
            scale: { domain: DIRECTIONS },
            legend: { orient: "top", symbolType: "square" },
          },
          order: { field: "place", type: "quantitative" },
          tooltip: [
            { field: "written", type: "nominal" },
            { field: "readAs", type: "nominal", title: "read as" },
            { field: "count", type: "quantitative", title: "images" },
          ],
          description: { field: "summary", type: "nominal" },
        },
      },
      {
        data: { values: totals },
        mark: { type: "text", style: "note", align: "left", dx: 6 },
        encoding: {
          y,
          x: { field: "count", type: "quantitative" },
          text: { field: "text", type: "nominal" },
        },
      },
    ],
  };
}

function pairName([first, second]: readonly [string, string]): string {
  return `${first} ${second}`;
}

function directionsOf({ counts, characters }: ConfusionMatrix, { classes }: ConfusionPair) {
  const pair = pairName([characters[classes[0]], characters[classes[1]]]);
  return [classes, classes.toReversed()].map(([from, to], place) => {
    const [written, readAs] = [characters[from], characters[to]];
    const count = counts[from * characters.length + to];
    const summary = `${written} read as ${readAs}: ${count} images`;
    return { pair, direction: DIRECTIONS[place], place, written, readAs, count, summary };
  });
}

function finding(pairs: readonly ConfusionPair[], errors: number): string {
  if (pairs.length === 0) return "Not one pair of characters is confused";
  const share = pairs.reduce((sum, { count }) => sum + count, 0) / errors;
  const [{ characters, shareOfErrors }] = pairs;
  if (pairs.length === 1) return `All errors are between ${characters.join(" and ")}`;
  return `${pairs.length} pairs make ${percentText(share, 0)} of all errors; ` +
    `${characters.join(" and ")} alone ${percentText(shareOfErrors)}`;
}
