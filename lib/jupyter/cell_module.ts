/** The code cells of a notebook as one module, for the tools that read no notebooks. */

import type { Notebook } from "./notebook_file.ts";
import { joinText } from "./notebook_file.ts";

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
