/** Writing the report of a run: `report.md`, `report.html` and their pictures. */

import { join } from "node:path";
import { renderSvg } from "../charts/render.ts";
import { DARK_THEME, LIGHT_THEME } from "../charts/theme.ts";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { runName } from "../runs/folder.ts";
import type { RunImages } from "../runs/images.ts";
import type { RunRecord } from "../runs/record.ts";
import { describeReport } from "./describe_report.ts";
import { createFindings } from "./findings.ts";
import { renderPage } from "./html/page.ts";
import { createPageImages } from "./html/page_images.ts";
import { PAGE_CHART_THEME } from "./html/page_style.ts";
import { CHARTS_FOLDER, renderMarkdown } from "./markdown.ts";
import { chartsFor } from "./report.ts";

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
 * @param images The images that the run was measured on, or the reason why there are none, which the
 * report then states.
 */
export async function writeReport(
  folder: string,
  record: RunRecord,
  { dataset, reason }: RunImages,
): Promise<ReportFiles> {
  const findings = createFindings(runName(folder), record);
  const report = describeReport(findings, dataset, reason);
  const drawings = new Map<string, string>();
  for (const { name, spec } of chartsFor("page", report)) {
    drawings.set(name, await renderSvg({ ...spec, title: undefined }, PAGE_CHART_THEME));
  }
  const images = dataset === null ? null : createPageImages(dataset, findings.answers);
  const page = await renderPage({ report, findings, drawings, images });
  for (const { name, spec } of chartsFor("text", report)) {
    const path = join(folder, CHARTS_FOLDER, name);
    await writeFileAtomically(`${path}.svg`, await renderSvg(spec, LIGHT_THEME));
    await writeFileAtomically(`${path}-dark.svg`, await renderSvg(spec, DARK_THEME));
  }
  const files = {
    markdown: join(folder, "report.md"),
    page: join(folder, "report.html"),
  };
  await writeFileAtomically(files.page, page);
  await writeFileAtomically(files.markdown, renderMarkdown(report));
  return files;
}
