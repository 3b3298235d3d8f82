/** Jupyter's notebook format, version 4.5: the parts of it that Deno notebooks use. */

import { z } from "zod";

const textSchema = z.union([z.string(), z.array(z.string())]);
const metadataSchema = z.record(z.string(), z.unknown());

const streamSchema = z.object({
  output_type: z.literal("stream"),
  name: z.enum(["stdout", "stderr"]),
  text: textSchema,
});
const displaySchema = z.object({
  output_type: z.enum(["display_data", "execute_result"]),
  data: z.record(z.string(), z.unknown()),
  metadata: metadataSchema,
  execution_count: z.number().nullable().optional(),
});
const errorSchema = z.object({
  output_type: z.literal("error"),
  ename: z.string(),
  evalue: z.string(),
  traceback: z.array(z.string()),
});

const textCellSchema = z.object({
  cell_type: z.enum(["markdown", "raw"]),
  id: z.string(),
  metadata: metadataSchema,
  source: textSchema,
});
const codeCellSchema = z.object({
  cell_type: z.literal("code"),
  id: z.string(),
  metadata: metadataSchema,
  source: textSchema,
  execution_count: z.number().nullable(),
  outputs: z.array(z.discriminatedUnion("output_type", [streamSchema, displaySchema, errorSchema])),
});

const notebookSchema = z.object({
  cells: z.array(z.discriminatedUnion("cell_type", [textCellSchema, codeCellSchema])),
  metadata: metadataSchema,
  nbformat: z.literal(4),
  nbformat_minor: z.number().min(5),
});

/** A notebook as it lies in an `.ipynb` file. */
export type Notebook = z.infer<typeof notebookSchema>;
/** One cell: `code` with its outputs, `markdown` or `raw`. */
export type NotebookCell = Notebook["cells"][number];
/** A cell that the kernel runs. */
export type CodeCell = z.infer<typeof codeCellSchema>;
/** What a cell printed, displayed, returned or threw. */
export type CellOutput = CodeCell["outputs"][number];

/**
 * Reads the text of an `.ipynb` file; what the format does not know is dropped.
 *
 * @param name stands in the error.
 * @throws {SyntaxError} when the text is not JSON or not a notebook of version 4.5 or later.
 */
export function parseNotebook(text: string, name: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot parse notebook "${name}": expected JSON`, { cause: error });
  }
  const result = notebookSchema.safeParse(value);
  if (result.success) return result.data;
  const reason = z.prettifyError(result.error);
  throw new SyntaxError(`Cannot parse notebook "${name}": expected nbformat 4.5 but ${reason}`);
}

/** Writes a notebook as Jupyter does: one blank of indent, keys in order, a line end at the end. */
export function serializeNotebook(notebook: Notebook): string {
  return JSON.stringify(notebook, sortKeys, 1) + "\n";
}

/** Returns the text of a field that may be one string or a list of lines. */
export function joinText(text: string | string[]): string {
  return typeof text === "string" ? text : text.join("");
}

/** Cuts a text into lines that keep their line ends, as notebooks store them. */
export function splitText(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
