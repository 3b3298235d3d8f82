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
import type { RunImages } from "../runs/images.ts";
import type { RunRecord } from "../runs/record.ts";
import { chooseShownImages } from "./shown_images.ts";

/** The files of a report. */
export interface ReportFiles {
  /** Path of the report as text, for GitHub. */
  readonly markdown: string;
  /** Path of the report as a page, for a browser. */
  readonly page: string;
}

/**
 * Writes the report of the run in `folder`, each file atomically, and returns where it is.
 *
 * @param images The images that the run was measured on; without them the report says why.
 */
export async function writeReport(
  folder: string,
  record: RunRecord,
  images: RunImages,
): Promise<ReportFiles> {
  const findings = createFindings(runName(folder), record);
  const measures = createMeasures(record);
  const charts = createReportCharts(findings, images.dataset);
  const page = await renderPage({
    ...{ findings, measures, imagesReason: images.reason },
    charts: await createPageCharts(charts),
    images: createPageImages(findings, images),
  });
  const files = {
    markdown: join(folder, "report.md"),
    page: join(folder, "report.html"),
  };
  await writeReportCharts(folder, charts);
  await writeFileAtomically(files.page, page);
  await writeFileAtomically(
    files.markdown,
    renderMarkdown({ findings, measures, charts, imagesReason: images.reason }),
  );
  return files;
}

function createPageImages(findings: Findings, { dataset }: RunImages): PageImages | null {
  if (dataset === null) return null;
  const cells = chooseShownImages(findings);
  const indices = cells.flatMap(({ answers }) => answers.map(({ index }) => index));
  return { cells, sprite: createSprite(dataset, indices) };
}
