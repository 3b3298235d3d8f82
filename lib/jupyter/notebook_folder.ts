/** The notebooks on disk: where they are, which of them are meant, reading and writing them. */

import { basename, join } from "node:path";
import { closest } from "fastest-levenshtein";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { runProgram } from "../machine/run_program.ts";
import { UserError } from "../user_error.ts";
import { cleanNotebook } from "./clean.ts";
import { type Notebook, parseNotebook, serializeNotebook } from "./notebook_file.ts";

/** The folder of the project's notebooks. */
export const notebookFolder = join(import.meta.dirname ?? ".", "..", "..", "notebooks");

/**
 * Returns the paths of the notebooks in `folder` in the order of their names.
 *
 * @param names are file names, with or without `.ipynb` and folder; none means all.
 * @throws {UserError} when a name is not among them, with the nearest that is.
 */
export async function listNotebooks(
  names: readonly string[] = [],
  folder = notebookFolder,
): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const found = entries.map((entry) => entry.name).filter((name) => name.endsWith(".ipynb")).sort();
  const wanted = names.map((name) => {
    const fileName = `${basename(name, ".ipynb")}.ipynb`;
    if (found.includes(fileName)) return fileName;
    throw new UserError(`Cannot find notebook "${name}": expected one of ${found.join(", ")}`, {
      hint: found.length > 0 ? `Did you mean ${closest(fileName, found)}?` : undefined,
    });
  });
  return (wanted.length > 0 ? wanted : found).map((name) => join(folder, name));
}

/** A notebook as text and as data. */
export interface NotebookSource {
  readonly text: string;
  readonly notebook: Notebook;
}

/**
 * Reads an `.ipynb` file.
 *
 * @throws {UserError} when it is not a notebook of version 4.5 or later.
 */
export async function readNotebook(path: string): Promise<NotebookSource> {
  const text = await Deno.readTextFile(path);
  try {
    return { text, notebook: parseNotebook(text, basename(path)) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(error.message, {
      cause: error,
      hint: "Save it in JupyterLab, or bring back the committed file with `git restore`.",
    });
  }
}

/**
 * Writes the clean form of a notebook with its cells formatted, atomically.
 *
 * @throws {UserError} when a cell cannot be parsed.
 */
export async function writeCleanNotebook(path: string, notebook: Notebook): Promise<void> {
  await writeFileAtomically(path, await formatNotebook(serializeNotebook(cleanNotebook(notebook))));
}

const configPath = join(import.meta.dirname ?? ".", "..", "..", "deno.json");

/**
 * Returns a notebook's text with all its cells formatted by the project's rules.
 *
 * `deno fmt --check` of Deno 2.9.6 refuses every notebook that has a code cell, formatted or not, so
 * `deno.json` leaves notebooks out and this compares what the formatter makes of them.
 *
 * @throws {UserError} when a cell cannot be parsed.
 */
export async function formatNotebook(text: string): Promise<string> {
  const formatting = ["fmt", "--quiet", "--config", configPath, "--ext", "ipynb", "-"];
  const options = { input: text, env: { NO_COLOR: "1" } };
  const result = await runProgram(Deno.execPath(), formatting, options);
  if (result?.exitCode === 0) return result.output;
  throw new UserError(`Cannot format the notebook's cells: ${result?.errorOutput.trim()}`);
}
