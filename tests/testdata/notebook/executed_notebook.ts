/**
 * A notebook as Jupyter leaves it after a run, with an error in its last cell.
 *
 * `executed.ipynb` was run by nbclient 0.11.0 through the kernel of Deno 2.9.6 and written by
 * nbformat 5.11.1; its cells were formatted with `deno fmt` afterwards.
 */

import { join } from "node:path";
import type { Notebook } from "../../../lib/jupyter/notebook_file.ts";

/** Returns the text of the notebook. */
export function executedNotebookText(): string {
  return Deno.readTextFileSync(join(import.meta.dirname ?? ".", "executed.ipynb"));
}

/** Returns a notebook of code cells `cell1`, `cell2` … without outputs. */
export function notebookOf(...sources: readonly string[]): Notebook {
  return {
    cells: sources.map((source, index) => ({
      cell_type: "code",
      execution_count: null,
      id: `cell${index + 1}`,
      metadata: {},
      outputs: [],
      source: [source],
    })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
}
