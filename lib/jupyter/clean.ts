/** Notebooks as they are committed: the outputs that argue, and nothing of the run or the machine. */

import type { CellOutput, Notebook, NotebookCell } from "./notebook_file.ts";
import { joinText, splitText } from "./notebook_file.ts";

/** The notebook-wide metadata of every committed notebook. */
const CLEAN_METADATA = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  language_info: { file_extension: ".ts", mimetype: "text/x.typescript", name: "typescript" },
} as const;

/** The forms of one picture, best first for a reader without a kernel; the others are dropped. */
const PICTURE_TYPES = ["image/svg+xml", "image/png"] as const;
/** The forms of text that are kept. */
const TEXT_TYPES = ["text/html", "text/markdown", "text/plain"] as const;

/**
 * Returns a copy without execution counts, run-time metadata, warnings and interactive charts.
 *
 * Kept are sources, tags, what was printed, tables, and of each chart the SVG (the interactive form
 * comes back when the notebook runs). Errors are kept as well, for a check to find them.
 */
export function cleanNotebook(notebook: Notebook): Notebook {
  return {
    cells: notebook.cells.map(cleanCell),
    metadata: structuredClone(CLEAN_METADATA),
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function cleanCell(cell: NotebookCell): NotebookCell {
  const metadata = Array.isArray(cell.metadata.tags) ? { tags: cell.metadata.tags } : {};
  const source = splitText(joinText(cell.source));
  if (cell.cell_type !== "code") {
    return { cell_type: cell.cell_type, id: cell.id, metadata, source };
  }
  const outputs = cell.outputs.map(cleanOutput).filter((output) => output !== undefined);
  return { cell_type: "code", execution_count: null, id: cell.id, metadata, outputs, source };
}

function cleanOutput(output: CellOutput): CellOutput | undefined {
  if (output.output_type === "error") return output;
  if (output.output_type === "stream") {
    if (output.name === "stderr") return undefined;
    return { ...output, text: splitText(joinText(output.text)) };
  }
  const data = cleanData(output.data);
  if (output.output_type === "display_data") {
    return { output_type: "display_data", data, metadata: {} };
  }
  return { output_type: "execute_result", data, metadata: {}, execution_count: null };
}

function cleanData(data: Record<string, unknown>): Record<string, unknown> {
  const picture = PICTURE_TYPES.find((type) => type in data);
  const kept = [picture, ...TEXT_TYPES].filter((type) => type !== undefined && type in data);
  return Object.fromEntries(kept.map((type) => [type, cleanText(data[type ?? ""])]));
}

/** Returns text as a list of lines, as Jupyter stores it; a single line stays a list of one. */
function cleanText(value: unknown): unknown {
  if (typeof value === "string") return splitText(value);
  if (!Array.isArray(value)) return value;
  return splitText(value.filter((line) => typeof line === "string").join(""));
}
