/** The notebooks on disk: where they are, which of them are meant, reading and writing them. */

import { basename, join } from "node:path";
import { closest } from "fastest-levenshtein";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { UserError } from "../user_error.ts";
import { cleanNotebook } from "./clean.ts";
import { formatNotebook } from "./format.ts";
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
