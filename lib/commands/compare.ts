/** `deno task compare RUN RUN…`: runs on the same images side by side, and whether they differ. */

import type { Command } from "commander";
import { resolve } from "node:path";
import { UserError } from "../user_error.ts";
import type { FolderComparison } from "../reports/comparison.ts";
import { renderColumns } from "./columns.ts";
import { integerBetween, listOf, runOf } from "./option_values.ts";

interface CompareOptions {
  readonly classes: number;
  readonly json?: boolean;
}

/** Adds `compare` to the command line. */
export function registerCompareCommand(program: Command): void {
  program.command("compare")
    .description("Put runs side by side: figures with intervals, classes that moved, significance.")
    .argument(
      "<run>",
      "the run that the others are compared with: a folder, or a name under results/",
      runOf,
    )
    .argument("<others...>", "one or more runs on the same test images", listOf(runOf))
    .option(
      "--classes <number>",
      "how many of the classes that moved to list",
      integerBetween(0, 255),
      10,
    )
    .option("--json", "print one JSON object instead of tables")
    .action(compare);
}

async function compare(
  run: string,
  others: readonly string[],
  options: CompareOptions,
): Promise<void> {
  const { findRunFolder } = await import("../runs/folder.ts");
  const { compareRunFolders } = await import("../reports/comparison.ts");
  const folders: string[] = [];
  for (const name of [run, ...others]) folders.push(await findRunFolder(name));
  const names = folders.map((folder) => resolve(folder));
  const twice = names.find((folder, index) => names.indexOf(folder) !== index);
  if (twice !== undefined) {
    throw new UserError(`Cannot compare "${twice}" with itself: expected different runs`, {
      hint: "`deno task runs` lists them.",
    });
  }
  const comparison = await compareRunFolders(folders);
  if (options.json) {
    const { runs, differences } = comparison;
    console.log(JSON.stringify({ runs, differences }, null, 2));
  } else console.log(await renderComparison(comparison, options.classes));
}

/** Returns a comparison as text: the runs, then each difference with `classes` classes that moved. */
async function renderComparison(
  comparison: FolderComparison,
  classes: number,
): Promise<string> {
  const { classRows, differenceSentence, runRows } = await import("../reports/comparison.ts");
  const sections = [await renderColumns(runRows(comparison))];
  for (const difference of comparison.differences) {
    sections.push(differenceSentence(difference));
    const rows = classRows(difference, classes);
    if (rows.length > 1) sections.push(await renderColumns(rows));
  }
  const notes = comparison.differences.length > 1 ? ", adjusted for the number of runs" : "";
  return [
    ...sections,
    `Shares of a character are recalls; p is McNemar's by Holm's correction over all characters` +
    `${notes}.`,
  ].join("\n\n");
}
