/** Everything that is asked of a committed notebook, found without a kernel. */

import { basename, join } from "node:path";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { runProgram } from "../machine/run_program.ts";
import { findBlemishes } from "./blemishes.ts";
import { joinText, type Notebook, parseNotebook } from "./notebook_file.ts";
import { formatNotebook, readNotebook } from "./notebook_folder.ts";

/**
 * Returns one text for each fault of a notebook, none when it is clean and its cells pass
 * `deno fmt`, `deno lint` and `deno check`.
 *
 * @param path is the notebook's; imports of its cells are resolved from a folder beside its own.
 * @throws {UserError} when the file is not a notebook or a cell cannot be parsed.
 */
export async function checkNotebook(path: string): Promise<string[]> {
  const { text, notebook } = await readNotebook(path);
  const formatted = parseNotebook(await formatNotebook(text), basename(path));
  return [
    ...findBlemishes(text, notebook),
    ...findUnformatted(notebook, formatted),
    ...await checkCells(path, createCellModule(notebook)),
  ];
}

function findUnformatted(notebook: Notebook, formatted: Notebook): string[] {
  return notebook.cells.flatMap((cell, index) => {
    const expected = joinText(formatted.cells[index].source);
    return joinText(cell.source) === expected
      ? []
      : [`Cell ${index + 1} (${cell.id}) is not formatted: expected\n${expected}`];
  });
}

/** Lint and type check read no notebooks, so they get the cells as a module. */
async function checkCells(path: string, cellModule: string): Promise<string[]> {
  const modulePath = cellModulePath(path);
  await writeFileAtomically(modulePath, cellModule);
  const faults = await Promise.all([
    runTool("lint", ["lint", "--quiet", modulePath]),
    runTool("types", ["check", "--quiet", modulePath]),
  ]);
  await Deno.remove(modulePath);
  return faults.filter((fault) => fault !== undefined);
}

async function runTool(
  subject: string,
  args: readonly string[],
): Promise<string | undefined> {
  const result = await runProgram(Deno.execPath(), args, { env: { NO_COLOR: "1" } });
  if (result?.exitCode === 0) return undefined;
  return `The cells' ${subject}: ${`${result?.output}${result?.errorOutput}`.trim()}`;
}

/** `notebooks/a.ipynb` becomes `.cache/a.ts`: as deep, so that relative imports still hold. */
function cellModulePath(path: string): string {
  return join(path, "..", "..", ".cache", `${basename(path, ".ipynb")}.ts`);
}

/**
 * Returns the code cells in order, each under a comment with its number and name.
 *
 * In a kernel cells run one after the other in one scope, as the lines of a module do, so a module's
 * type check and lint hold for the notebook. A name declared in two cells is an error here.
 */
export function createCellModule(notebook: Notebook): string {
  const parts = notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== "code") return [];
    return [`// Cell ${index + 1} (${cell.id})\n${joinText(cell.source).trimEnd()}\n`];
  });
  // A file without import or export would be a script, where `await` is not allowed.
  return [...parts, "export {};\n"].join("\n");
}
