/** `deno task site`: the reports of all runs as a static site, for GitHub Pages or any web server. */

import type { Command } from "commander";
import { join } from "node:path";
import { pathOf } from "./option_values.ts";

/** Adds `site` to the command line. */
export function registerSiteCommand(program: Command): void {
  program.command("site")
    .description("Gather the reports of all runs in a folder that a web server can show.")
    .option("--out <folder>", "where the site is written", pathOf, "site")
    .action(({ out }: { readonly out: string }) => writeSite("results", out));
}

/**
 * Writes the reports of the runs under `results` that Git does not ignore, and a page that lists them.
 *
 * @throws {UserError} when a run cannot be read.
 */
export async function writeSite(results: string, out: string): Promise<void> {
  const { writeFileAtomically } = await import("../machine/atomic_write.ts");
  const { renderSiteIndex, reportPath } = await import("../reports/html/site_index.ts");
  const { readListedRuns } = await import("../reports/runs_table.ts");
  const { countOf } = await import("../number_text.ts");
  const { readRunFile } = await import("../runs/files.ts");
  const runs = await readListedRuns(results, console.error);
  for (const { name } of runs) {
    const page = await readRunFile(join(results, name), "report.html", (bytes) => bytes);
    await writeFileAtomically(join(out, decodeURIComponent(reportPath(name))), page);
  }
  await writeFileAtomically(join(out, "index.html"), await renderSiteIndex(runs));
  console.log(`Site: ${join(out, "index.html")}, ${countOf(runs.length, "report")}`);
}
