/** Writing the report of a reading: `report.md`, `report.html` and `metrics.json`. */

import { basename, join } from "node:path";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import type { ReadingSummary } from "../evaluation/reading_summary.ts";
import { runName } from "../runs/folder.ts";
import { describeReading, pageTable, type ReadingSetting, shownPages } from "./describe_reading.ts";
import { renderReadingPage } from "./html/reading_page.ts";
import { renderMarkdown } from "./markdown.ts";
import type { ReportFiles } from "./write_report.ts";

/** What the caller knows of how the pages were read. */
type MeasuredSetting = Omit<ReadingSetting, "name" | "hasPictures">;

/**
 * Writes the report into a folder, each file atomically, and returns where it is.
 *
 * @param pictures The lines with errors as data URIs, by the path of their picture.
 */
export async function writeReadingReport(
  folder: string,
  summary: ReadingSummary,
  setting: MeasuredSetting,
  pictures: ReadonlyMap<string, readonly string[]>,
): Promise<ReportFiles> {
  const report = describeReading(summary, {
    ...setting,
    name: runName(folder),
    hasPictures: pictures.size > 0,
  });
  const pages = shownPages(summary).map((score) => ({
    table: pageTable(score),
    pictures: pictures.get(score.page.file) ?? [],
  }));
  const files = { markdown: join(folder, "report.md"), page: join(folder, "report.html") };
  await writeFileAtomically(join(folder, "metrics.json"), readingMetrics(summary, setting));
  await writeFileAtomically(files.page, await renderReadingPage(report, pages));
  await writeFileAtomically(files.markdown, renderMarkdown(report));
  return files;
}

function readingMetrics(summary: ReadingSummary, setting: MeasuredSetting): string {
  const { worst, ...figures } = summary;
  const pagesWithErrors = worst.map(({ page, errors, characters }) => ({
    file: basename(page.file),
    errors,
    characters,
  }));
  return `${JSON.stringify({ ...setting, ...figures, pagesWithErrors }, null, 2)}\n`;
}
