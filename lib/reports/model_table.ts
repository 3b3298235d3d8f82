/** The table of trained models on the front page: runs that differ only in their seed are one row. */

import { countText, percentText, rangeText } from "../number_text.ts";
import { wilsonInterval } from "../evaluation/accuracy_interval.ts";
import { markdownTable } from "../markdown_text.ts";
import { RESULTS_FOLDER } from "../runs/folder.ts";
import type { ListedRun } from "./runs_table.ts";

/**
 * Returns the table in Markdown, the most accurate first within a data set.
 *
 * Only runs on the whole test split count. With several seeds accuracy and time are means, the
 * interval is Wilson's of the mean accuracy on that many test images, and the report linked is that of
 * the lowest seed. Each other data set that a run was measured on has a column of accuracies.
 */
export function renderModelTable(runs: readonly ListedRun[]): string {
  const rows = groupBySettings(runs.filter(isOnWholeTestSplit));
  const others = [
    ...new Set(rows.flat().flatMap(({ metrics }) => Object.keys(metrics.also ?? {}))),
  ].toSorted();
  if (rows.length === 0) return "There is no run yet: `deno task train` makes one.";
  return markdownTable(
    [
      { name: "model" },
      { name: "recipe" },
      { name: "parameters", number: true },
      { name: "data set" },
      { name: "test accuracy (95 % interval)", number: true },
      ...others.map((name) => ({ name, number: true })),
      { name: "seeds", number: true },
      { name: "training time", number: true },
      { name: "report" },
    ],
    rows.toSorted((first, second) =>
      first[0].config.dataset.name.localeCompare(second[0].config.dataset.name) ||
      meanAccuracy(second) - meanAccuracy(first)
    ).map((row) => renderRow(row, others)),
  );
}

function isOnWholeTestSplit({ config: { options } }: ListedRun): boolean {
  return options.evaluation === "test" && options.limit === null;
}

/** Returns runs that were asked for the same but for the seed together, the lowest seed first. */
function groupBySettings(runs: readonly ListedRun[]): ListedRun[][] {
  const groups = Map.groupBy(
    runs.toSorted((first, second) => first.config.options.seed - second.config.options.seed),
    ({ config: { options, dataset, backend, ensemble } }) => {
      // The run that each goes on from has its own seed, too; what else a model is measured on, and
      // the folder of its data, change nothing in it.
      const { seed: _, from = null, also: __, data: ___, ...settings } = options;
      return JSON.stringify(
        [settings, from !== null, dataset.name, dataset.testSha256, backend.name, ensemble],
        // Older runs do not name what is new, newer ones not what has gone: both mean that it is off.
        (key, value) => isOff(key, value) ? undefined : value,
      );
    },
  );
  return [...groups.values()];
}

function isOff(key: string, value: unknown): boolean {
  return value === null || value === (key === "trainedShare" || key === "teacherShare" ? 1 : 0);
}

/** @param others Names of the other data sets that have a column. */
function renderRow(runs: readonly ListedRun[], others: readonly string[]): string[] {
  const [{ name, config, metrics }] = runs;
  const accuracy = meanAccuracy(runs);
  const images = config.dataset.testCount;
  const interval = wilsonInterval(accuracy * images, images);
  return [
    config.options.model,
    config.options.recipe ?? "",
    countText(metrics.parameters),
    config.dataset.name,
    `${percentText(accuracy)} (${rangeText(interval, percentText)})`,
    ...others.map((name) => {
      const measured = runs.flatMap(({ metrics }) => metrics.also?.[name]?.accuracy ?? []);
      return measured.length < runs.length ? "" : percentText(mean(measured));
    }),
    String(runs.length),
    `${(mean(runs.map((run) => run.metrics.seconds)) / 60).toFixed(1)}\u00a0min`,
    `[${name}](${RESULTS_FOLDER}/${encodeURIComponent(name)}/report.md)`,
  ];
}

function meanAccuracy(runs: readonly ListedRun[]): number {
  return mean(runs.map(({ metrics }) => metrics.accuracy));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
