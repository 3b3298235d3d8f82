/** `deno task runs`: writes the tables of runs into `results/README.md`, `README.md` and `MODEL_CARD.md`. */

import type { Command } from "commander";
import { join } from "node:path";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { UserError } from "../user_error.ts";

/** Adds `runs` to the command line. */
export function registerRunsCommand(program: Command): void {
  program.command("runs")
    .description(
      "Write the tables of runs into results/README.md, README.md and MODEL_CARD.md; " +
        "runs that Git ignores are left out.",
    )
    .option("--check", "change nothing; exit with 1 when a table is out of date")
    .action((options: { readonly check?: boolean }) => listRuns(".", options));
}

/**
 * Writes the runs of a checkout that Git does not ignore into its tables, or only checks these.
 *
 * @param checkout The folder that holds these files.
 * @throws {UserError} when a run or a file cannot be read, or a table is out of date and only to be
 * checked.
 */
export async function listRuns(
  checkout: string,
  { check = false }: { readonly check?: boolean } = {},
): Promise<void> {
  const { readListedRuns, renderRunsTable, replaceRunsTable } = await import(
    "../reports/runs_table.ts"
  );
  const { renderModelTable } = await import("../reports/model_table.ts");
  const results = join(checkout, "results");
  const runs = await readListedRuns(results, (line) => console.error(line));
  const tables = [
    { path: join(results, "README.md"), table: renderRunsTable(runs) },
    { path: join(checkout, "README.md"), table: renderModelTable(runs) },
    { path: join(checkout, "MODEL_CARD.md"), table: renderModelTable(runs) },
  ];
  for (const { path, table } of tables) {
    const text = await readPage(path);
    const updated = replaceRunsTable(text, table, path);
    if (updated === text) {
      console.log(`${path} is up to date.`);
    } else if (check) {
      throw new UserError(`Cannot accept ${path}: expected the table of ${runs.length} runs`, {
        hint: "Write it with `deno task runs`.",
      });
    } else {
      await writeFileAtomically(path, updated);
      console.log(`Wrote the table of ${runs.length} runs into ${path}.`);
    }
  }
}

async function readPage(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`Cannot read "${path}": expected the file but found none`, {
      hint: "Run this command in the project's folder, or restore the file with Git.",
    });
  }
}
