/** `deno task runs`: writes the table of all runs into `results/README.md`. */

import type { Command } from "commander";
import { join } from "node:path";
import { writeFileAtomically } from "../atomic_write.ts";
import { UserError } from "../user_error.ts";

/** Adds `runs` to the command line. */
export function registerRunsCommand(program: Command): void {
  program.command("runs")
    .description("List all runs under results/, and write the table into results/README.md.")
    .option("--check", "change nothing; exit with 1 when the table is out of date")
    .action((options: { readonly check?: boolean }) => listRuns("results", options));
}

/**
 * Writes the table of the runs under `results` into its README, or only checks it.
 *
 * @throws {UserError} when a run or the README cannot be read, or the table is out of date and only
 * to be checked.
 */
export async function listRuns(
  results: string,
  { check = false }: { readonly check?: boolean } = {},
): Promise<void> {
  const { readListedRuns, renderRunsTable, replaceRunsTable } = await import(
    "../reports/runs_table.ts"
  );
  const path = join(results, "README.md");
  const runs = await readListedRuns(results);
  const readme = await readReadme(path);
  const updated = replaceRunsTable(readme, renderRunsTable(runs));
  if (updated === readme) {
    console.log(`${path} is up to date: ${runs.length} runs.`);
    return;
  }
  if (check) {
    throw new UserError(`Cannot accept ${path}: expected the table of ${runs.length} runs`, {
      hint: "Write it with `deno task runs`.",
    });
  }
  await writeFileAtomically(path, updated);
  console.log(`Wrote the table of ${runs.length} runs into ${path}.`);
}

async function readReadme(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`Cannot read "${path}": expected the file but found none`, {
      hint: "Run this command in the project's folder, or restore the file with Git.",
    });
  }
}
