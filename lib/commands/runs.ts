/** `deno task runs`: lists the runs, or keeps the tables of runs in the documentation up to date. */

import type { Command } from "commander";
import { join } from "node:path";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { isAbsence } from "../machine/system_error.ts";
import { UserError } from "../user_error.ts";
import { renderColumns } from "./columns.ts";

interface RunsOptions {
  readonly write?: boolean;
  readonly check?: boolean;
}

/** Adds `runs` to the command line. */
export function registerRunsCommand(program: Command): void {
  program.command("runs")
    .description("List the runs under results/, the newest first.")
    .option("--write", "write the tables in results/README.md, README.md and MODEL_CARD.md instead")
    .option("--check", "change nothing; exit with 1 when one of these tables is out of date")
    .addHelpText("after", "\nThe tables leave out runs that Git ignores: those of your own.")
    .action(async (options: RunsOptions) => {
      if (options.write || options.check) await updateRunTables(".", options);
      else {
        const width = Deno.stdout.isTerminal() ? Deno.consoleSize().columns : Infinity;
        console.log(await renderRuns("results", width));
      }
    });
}

/**
 * Returns all runs under `results` as a table, the newest first; what cannot be read is named at the
 * end with the reason.
 *
 * @param width Characters a line. Where they are too few, columns are left out that the names of runs
 * mostly tell: recipe, model and data set, in this order.
 */
export async function renderRuns(results: string, width = Infinity): Promise<string> {
  const { listRunFolders, runName } = await import("../runs/folder.ts");
  const { readRunConfig, readRunMetrics } = await import("../runs/record.ts");
  const { percentText } = await import("../number_text.ts");
  const rows: string[][] = [];
  const unreadable: string[] = [];
  for (const folder of await listRunFolders(results)) {
    try {
      const { startedAt, options, dataset } = await readRunConfig(folder);
      const { accuracy } = await readRunMetrics(folder);
      const images = options.evaluation === "test" ? "" : ` (${options.evaluation})`;
      rows.push([
        startedAt.slice(0, 16).replace("T", " "),
        percentText(accuracy),
        options.model,
        options.recipe ?? "",
        dataset.name + images,
        runName(folder),
      ]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable.push(`${error.message}. ${error.hint}`);
    }
  }
  if (rows.length === 0 && unreadable.length === 0) {
    return "There is no run yet: `deno task train` makes one.";
  }
  rows.sort(([first], [second]) => second.localeCompare(first));
  const heads = ["Started (UTC)", "Accuracy", "Model", "Recipe", "Data set", "Run"];
  return [await fittedColumns([heads, ...rows], width), ...unreadable].join("\n");
}

async function fittedColumns(rows: readonly string[][], width: number): Promise<string> {
  let shown = rows;
  for (const head of ["Recipe", "Model", "Data set"]) {
    const table = await renderColumns(shown);
    if (table.split("\n").every((line) => line.length <= width)) return table;
    const column = shown[0].indexOf(head);
    shown = shown.map((row) => row.toSpliced(column, 1));
  }
  return await renderColumns(shown);
}

/**
 * Writes the runs of a checkout that Git does not ignore into its tables, or only checks these.
 *
 * @param checkout The folder that holds these files.
 * @throws {UserError} when a run or a file cannot be read, or a table is out of date and only to be
 * checked.
 */
export async function updateRunTables(
  checkout: string,
  { check = false }: Pick<RunsOptions, "check"> = {},
): Promise<void> {
  const { readListedRuns, renderRunsTable, replaceRunsTable } = await import(
    "../reports/runs_table.ts"
  );
  const { renderModelTable } = await import("../reports/model_table.ts");
  const results = join(checkout, "results");
  const runs = await readListedRuns(results, console.error);
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
        hint: "Write it with `deno task runs --write`.",
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
    if (!isAbsence(error)) throw error;
    throw new UserError(`Cannot read "${path}": expected the file but found none`, {
      hint: "Run this command in the project's folder, or restore the file with Git.",
    });
  }
}
