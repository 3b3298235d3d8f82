/** Writing the report of a run: `report.md`, `report.html` and their pictures. */

import { join } from "node:path";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { createFindings, type Findings } from "./findings.ts";
import { renderPage } from "./html/page.ts";
import { createPageCharts } from "./html/page_charts.ts";
import type { PageImages } from "./html/page_context.ts";
import { createSprite } from "./html/sprite.ts";
import { renderMarkdown } from "./markdown.ts";
import { createMeasures } from "./measures.ts";
import { createReportCharts, writeReportCharts } from "./report_charts.ts";
import { runName } from "../runs/folder.ts";
import { findRunImages, type RunImageOptions, type RunImages } from "../runs/images.ts";
import { readRunRecord } from "../runs/record.ts";
import { chooseShownImages } from "./shown_images.ts";

/** The files of a report. */
export interface ReportFiles {
  /** Path of the report as text, for GitHub. */
  readonly markdown: string;
  /** Path of the report as a page, for a browser. */
  readonly page: string;
  /** Why the report shows no images, as a sentence; empty where it does. */
  readonly imagesReason: string;
}

/**
 * Writes the report of the run in `folder`, each file atomically, and returns where it is.
 *
 * The images come from `testDataset` or are searched for; without them the report is made all the
 * same and says so.
 *
 * @throws {UserError} when the run's record cannot be read; see `readRunRecord()`.
 */
export async function writeReport(
  folder: string,
  options: RunImageOptions = {},
): Promise<ReportFiles> {
  const record = await readRunRecord(folder);
  const findings = createFindings(runName(folder), record);
  const found = await findRunImages(record, options);
  const measures = createMeasures(record);
  const charts = createReportCharts(findings, found.dataset);
  const page = await renderPage({
    ...{ findings, measures, imagesReason: found.reason },
    charts: await createPageCharts(charts),
    images: createPageImages(findings, found),
  });
  const files = {
    markdown: join(folder, "report.md"),
    page: join(folder, "report.html"),
    imagesReason: found.reason,
  };
  await writeReportCharts(folder, charts);
  await writeFileAtomically(files.page, page);
  await writeFileAtomically(
    files.markdown,
    renderMarkdown({ findings, measures, charts, imagesReason: found.reason }),
  );
  return files;
}

function createPageImages(findings: Findings, { dataset }: RunImages): PageImages | null {
  if (dataset === null) return null;
  const cells = chooseShownImages(findings);
  const indices = cells.flatMap(({ answers }) => answers.map(({ index }) => index));
  return { cells, sprite: createSprite(dataset, indices) };
}
