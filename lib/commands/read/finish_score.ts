/** The score of a reading: what is printed of it, and the report that is written. */

import { basename } from "node:path";
import type { ErrorRates, PageScore } from "../../evaluation/reading_score.ts";
import { summariseReading } from "../../evaluation/reading_summary.ts";
import { countText, percentText } from "../../number_text.ts";
import { writeReadingReport } from "../../reports/write_reading_report.ts";
import { READING_RUN } from "../../runs/open_reader.ts";
import { renderColumns } from "../columns.ts";

/** Where the report is written if nothing else is asked for. */
const REPORT_FOLDER = "results/reading";

/** The worst pages that are printed. */
const MOST_WORST = 5;

/** How the pages were read. */
export interface ScoreOptions {
  readonly model?: string;
  readonly characters?: string;
  readonly pattern?: string;
  readonly words?: string;
  readonly out?: string;
  readonly secondsPerPage: number;
}

/** Prints error rates and the worst pictures, and writes the report. */
export async function finishScore(
  scores: readonly PageScore[],
  pictures: ReadonlyMap<string, readonly string[]>,
  { model = READING_RUN, characters, pattern, words, out = REPORT_FOLDER, secondsPerPage }:
    ScoreOptions,
): Promise<void> {
  const summary = summariseReading(scores);
  console.log(
    await renderColumns([
      ["", "pages", "characters", "errors", "95 % interval", "with case and gaps"],
      ...summary.styles.map(rateRow),
      ...summary.kinds.map((rates) => [...rateRow(rates).slice(0, -1), ""]),
    ]),
  );
  console.log(`${secondsPerPage.toFixed(2)} s a page`);
  for (const { page, errors, characters } of summary.worst.slice(0, MOST_WORST)) {
    console.log(`\n${basename(page.file)}: ${errors} of ${characters} characters wrong`);
    console.log(page.truth.map(({ text }) => `  is    ${text}`).join("\n"));
    console.log(`  read  ${page.read.map(({ text }) => text).join("")}`);
  }
  const hints = { characters, pattern, words };
  const files = await writeReadingReport(out, summary, { model, hints, secondsPerPage }, pictures);
  console.log(`\nReport: ${files.markdown}\n        ${files.page}`);
}

function rateRow(rates: ErrorRates): string[] {
  const { name, pages, characters, rate, interval, strictRate } = rates;
  return [
    name,
    countText(pages),
    countText(characters),
    percentText(rate, 2),
    `${percentText(interval.low, 2)} to ${percentText(interval.high, 2)}`,
    percentText(strictRate, 2),
  ];
}
