/** Everything that is asked of a committed notebook, found without a kernel. */

import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { runProgram } from "../machine/run_program.ts";
import { cleanNotebook } from "./clean.ts";
import {
  type CodeCell,
  joinText,
  type Notebook,
  type NotebookCell,
  parseNotebook,
} from "./notebook_file.ts";
import { formatNotebook, readNotebook } from "./notebook_folder.ts";

/** The largest file that is committed, in bytes. */
export const MAXIMUM_NOTEBOOK_BYTES = 1_500_000;

/** Folders that only exist on somebody's machine, with at least one name below them. */
const MACHINE_PATH =
  /(?:(?<![\w.~-])\/(?:home|Users|root|tmp|work|workspace|var|mnt|media|private|builds)\/|\b[A-Za-z]:\\+(?:Users|Temp)\\+|file:\/\/\/)[\w.~-]+/;

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

/**
 * Returns one sentence for each thing that makes a notebook unfit to be committed, none when clean.
 *
 * @param text is the whole file, as it lies on disk.
 * @param notebook is the same, parsed.
 */
export function findBlemishes(text: string, notebook: Notebook): string[] {
  const bytes = new TextEncoder().encode(text).length;
  const blemishes = notebook.cells.flatMap(findCellBlemishes);
  if (bytes > MAXIMUM_NOTEBOOK_BYTES) {
    blemishes.unshift(
      `The file is too large: expected at most ${MAXIMUM_NOTEBOOK_BYTES} bytes but found ${bytes}`,
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

function findCellBlemishes(cell: NotebookCell, index: number): string[] {
  const place = `Cell ${index + 1} (${cell.id})`;
  const blemishes = cell.cell_type === "code" ? findOutputBlemishes(cell, place) : [];
  const path = MACHINE_PATH.exec(readableText(cell))?.[0];
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
function readableText(cell: NotebookCell): string {
  return JSON.stringify(cell, (key, value) => key === "image/png" ? undefined : value);
}

/** Compares what the file holds with its clean form; the order of keys does not count. */
function isClean(text: string, notebook: Notebook): boolean {
  return isDeepStrictEqual(JSON.parse(text), cleanNotebook(notebook));
}
