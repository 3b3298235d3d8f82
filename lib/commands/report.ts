/** `deno task report RUN`: writes `report.md`, `report.html` and their pictures into a run's folder. */

import type { Command } from "commander";
import { dataOption, runArgument } from "./run_options.ts";

/** Adds `report` to the command line. */
export function registerReportCommand(program: Command): void {
  program.command("report")
    .description("Write the report of a run: report.md for GitHub, report.html for a browser.")
    .addArgument(runArgument())
    .addOption(dataOption("search this folder first for the images of the test split"))
    .action(reportRun);
}

async function reportRun(run: string, options: { readonly data?: string }): Promise<void> {
  const { findRunFolder } = await import("../runs/folder.ts");
  const { findRunImages } = await import("../runs/images.ts");
  const { readRunRecord } = await import("../runs/record.ts");
  const { writeReport } = await import("../reports/write_report.ts");
  const folder = await findRunFolder(run);
  const record = await readRunRecord(folder);
  const images = await findRunImages(record, options.data);
  const { markdown, page } = await writeReport(folder, record, images);
  if (images.reason !== "") console.warn(`The report shows no images: ${images.reason}`);
  console.log(`Report: ${markdown}\n        ${page}`);
}
