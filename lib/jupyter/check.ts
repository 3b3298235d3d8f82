/** Everything that is asked of a committed notebook, found without a kernel. */

import { basename, join } from "node:path";
import { findBlemishes } from "./blemishes.ts";
import { createCellModule } from "./cell_module.ts";
import { readNotebook } from "./notebook_folder.ts";
import { runProcess } from "./process.ts";

/**
 * Returns one text for each fault of a notebook, none when it is clean and its cells pass
 * `deno fmt`, `deno lint` and `deno check`.
 *
 * @param path is the notebook's; imports of its cells are resolved from a folder beside its own.
 */
export async function checkNotebook(path: string): Promise<string[]> {
  const { text, notebook } = await readNotebook(path);
  return [
    ...findBlemishes(text, notebook),
    ...await checkCells(path, createCellModule(notebook)),
  ];
}

/** Deno's tools read no notebooks but one, so the others get the cells as a module. */
async function checkCells(path: string, cellModule: string): Promise<string[]> {
  const modulePath = cellModulePath(path);
  await Deno.mkdir(join(modulePath, ".."), { recursive: true });
  await Deno.writeTextFile(modulePath, cellModule);
  const deno = Deno.execPath();
  const faults = await Promise.all([
    runTool("formatting", [deno, "fmt", "--check", path]),
    runTool("lint", [deno, "lint", modulePath]),
    runTool("types", [deno, "check", modulePath]),
  ]);
  await Deno.remove(modulePath);
  return faults.filter((fault) => fault !== undefined);
}

async function runTool(
  subject: string,
  command: [string, ...string[]],
): Promise<string | undefined> {
  const result = await runProcess(command, { environment: { NO_COLOR: "1" } });
  if (result?.success) return undefined;
  return `The cells' ${subject}: ${`${result?.stdout}${result?.stderr}`.trim()}`;
}

/** `notebooks/a.ipynb` becomes `.cache/a.ts`: as deep, so that relative imports still hold. */
function cellModulePath(path: string): string {
  return join(path, "..", "..", ".cache", `${basename(path, ".ipynb")}.ts`);
}
