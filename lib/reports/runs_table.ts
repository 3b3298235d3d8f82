/** The table of the runs in `results/README.md`, made from their folders. */

import { countText, percentText, rangeText } from "../number_text.ts";
import { UserError } from "../user_error.ts";
import { findIgnoredRuns } from "../runs/ignored_runs.ts";
import { codeText, markdownTable } from "../markdown_text.ts";
import type { RunConfig } from "../runs/config.ts";
import { listRunFolders, runName } from "../runs/folder.ts";
import type { RunMetrics } from "../runs/metrics.ts";
import { readRunConfig, readRunMetrics } from "../runs/record.ts";

/** What the table tells of one run. */
export interface ListedRun {
  readonly name: string;
  readonly config: RunConfig;
  readonly metrics: RunMetrics;
}

/** The lines between which the table stands. */
const BEGIN = "<!-- runs: begin, written by `deno task runs --write` -->";
const END = "<!-- runs: end -->";

/** Digits of a commit that are shown. */
const COMMIT_DIGITS = 7;

/**
 * Reads what the table tells of every run under `results` that Git does not ignore, the most
 * accurate first within a data set.
 *
 * @param announce See {@linkcode findIgnoredRuns}.
 * @throws {UserError} when a run's config or metrics are missing, damaged or of another schema.
 */
export async function readListedRuns(
  results: string,
  announce: (line: string) => void,
): Promise<ListedRun[]> {
  const folders = await listRunFolders(results);
  const ignored = await findIgnoredRuns(results, folders.map(runName), announce);
  const runs: ListedRun[] = [];
  for (const folder of folders.filter((folder) => !ignored.has(runName(folder)))) {
    const [config, metrics] = [await readRunConfig(folder), await readRunMetrics(folder)];
    runs.push({ name: runName(folder), config, metrics });
  }
  return runs.sort((first, second) =>
    first.config.dataset.name.localeCompare(second.config.dataset.name) ||
    second.metrics.accuracy - first.metrics.accuracy
  );
}

/** Returns the table in Markdown, each run linked to its report. */
export function renderRunsTable(runs: readonly ListedRun[]): string {
  if (runs.length === 0) return "There is no run yet: `deno task train` makes one.";
  return markdownTable(
    [
      { name: "run" },
      { name: "data set" },
      { name: "model" },
      { name: "parameters", number: true },
      { name: "accuracy (95 % interval)", number: true },
      { name: "look-alikes merged", number: true },
      { name: "top-5", number: true },
      { name: "macro F1", number: true },
      { name: "epochs", number: true },
      { name: "images a second", number: true },
      { name: "date" },
      { name: "commit" },
    ],
    runs.map(({ name, config, metrics }) => [
      `[${name}](${encodeURIComponent(name)}/report.md)`,
      config.options.evaluation === "test"
        ? config.dataset.name
        : `${config.dataset.name} (${config.options.evaluation})`,
      config.options.recipe === null
        ? config.model.name
        : `${config.model.name}, recipe ${config.options.recipe}`,
      countText(metrics.parameters),
      `${percentText(metrics.accuracy)} (${rangeText(metrics.accuracyInterval, percentText)})`,
      percentText(metrics.groupedAccuracy),
      percentText(metrics.top5Accuracy),
      metrics.macroF1.toFixed(3),
      String(config.options.epochs),
      countText(Math.round(metrics.imagesPerSecond)),
      config.startedAt.slice(0, 10),
      config.gitCommit === null ? "" : codeText(config.gitCommit.slice(0, COMMIT_DIGITS)),
    ]),
  );
}

/**
 * Returns `text` with the table between its two comments replaced.
 *
 * @param path The file that `text` comes from, for the error.
 * @throws {UserError} when the lines that mark the table's place are missing.
 */
export function replaceRunsTable(text: string, table: string, path: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new UserError(
      `Cannot write the table of runs into ${path}: expected the lines "${BEGIN}" and "${END}" ` +
        `but found ${begin < 0 ? "no such beginning" : "no such end"}`,
      { hint: "Put both lines into the file where the table should stand." },
    );
  }
  return `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`;
}
