/** What a notebook must not carry when it is committed, found without running it. */

import { isDeepStrictEqual } from "node:util";
import { cleanNotebook } from "./clean.ts";
import type { Cell, CodeCell, Notebook } from "./notebook_file.ts";
import { joinText } from "./notebook_file.ts";

/** The largest file that is committed, in bytes. */
export const maximumNotebookBytes = 1_500_000;

/** Folders that only exist on somebody's machine, with at least one name below them. */
const machinePath =
  /(?:(?<![\w.~-])\/(?:home|Users|root|tmp|work|workspace|var|mnt|media|private|builds)\/|\b[A-Za-z]:\\+(?:Users|Temp)\\+|file:\/\/\/)[\w.~-]+/;

/**
 * Returns one sentence for each thing that makes a notebook unfit to be committed, none when clean.
 *
 * @param text is the whole file, as it lies on disk.
 * @param notebook is the same, parsed.
 */
export function findBlemishes(text: string, notebook: Notebook): string[] {
  const bytes = new TextEncoder().encode(text).length;
  const blemishes = notebook.cells.flatMap(findCellBlemishes);
  if (bytes > maximumNotebookBytes) {
    blemishes.unshift(
      `The file is too large: expected at most ${maximumNotebookBytes} bytes but found ${bytes}`,
    );
  }
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  if (code.length > 0 && code.every((cell) => cell.outputs.length === 0)) {
    return ["No cell has an output: expected those of one clean run"];
  }
  if (blemishes.length === 0 && !isClean(text, notebook)) {
    blemishes.push("The file carries metadata or outputs that are not committed");
  }
  return blemishes;
}

function findCellBlemishes(cell: Cell, index: number): string[] {
  const place = `Cell ${index + 1} (${cell.id})`;
  const blemishes = cell.cell_type === "code" ? findOutputBlemishes(cell, place) : [];
  const path = machinePath.exec(readableText(cell))?.[0];
  if (path !== undefined) blemishes.push(`${place} names a path of a machine: "${path}"`);
  return blemishes;
}

function findOutputBlemishes(cell: CodeCell, place: string): string[] {
  const blemishes: string[] = [];
  const source = joinText(cell.source);
  if (cell.execution_count !== null) blemishes.push(`${place} has an execution count`);
  if (source.trim() === "") blemishes.push(`${place} is empty`);
  if (/^\s*await show\w*\(/m.test(source) && cell.outputs.length === 0) {
    blemishes.push(`${place} shows something but has no output`);
  }
  for (const output of cell.outputs) {
    if (output.output_type === "error") {
      blemishes.push(`${place} failed: ${output.ename}: ${output.evalue}`);
    }
  }
  return blemishes;
}

/** Everything in a cell but the bytes of its pictures, which may spell anything. */
function readableText(cell: Cell): string {
  return JSON.stringify(cell, (key, value) => key === "image/png" ? undefined : value);
}

/** Compares what the file holds with its clean form; the order of keys does not count. */
function isClean(text: string, notebook: Notebook): boolean {
  return isDeepStrictEqual(JSON.parse(text), cleanNotebook(notebook));
}
