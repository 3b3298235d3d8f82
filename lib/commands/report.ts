/** `deno task report RUN`: writes `report.md`, `report.html` and their pictures into a run's folder. */

import type { Command } from "commander";
import { pathOf } from "./option_values.ts";

/** Adds `report` to the command line. */
export function registerReportCommand(program: Command): void {
  program.command("report")
    .description("Write the report of a run: report.md for GitHub, report.html for a browser.")
    .argument("<run>", "a run's folder, or its name under results/", pathOf)
    .option("--data <folder>", "search this folder first for the images of the test split", pathOf)
    .action(reportRun);
}

async function reportRun(run: string, options: { readonly data?: string }): Promise<void> {
  const { findRunFolder } = await import("../runs/folder.ts");
  const { writeReport } = await import("../reports/write_report.ts");
  const folder = await findRunFolder(run);
  const { markdown, page, imagesReason } = await writeReport(folder, { dataFolder: options.data });
  if (imagesReason !== "") console.warn(`The report shows no images: ${imagesReason}`);
  console.log(`Report: ${markdown}\n        ${page}`);
}
