import { assert, assertEquals } from "@std/assert";
import { findBlemishes, maximumNotebookBytes } from "../../lib/jupyter/blemishes.ts";
import { cleanNotebook } from "../../lib/jupyter/clean.ts";
import {
  type CellOutput,
  type Notebook,
  parseNotebook,
  serializeNotebook,
} from "../../lib/jupyter/notebook_file.ts";
import { executedNotebookText, notebookOf } from "../testdata/notebook/executed_notebook.ts";

function blemishesOf(notebook: Notebook): string[] {
  return findBlemishes(serializeNotebook(notebook), notebook);
}

/** A clean notebook of one cell that printed `text`. */
function notebookThatPrints(text: string): Notebook {
  const notebook = cleanNotebook(notebookOf("print();"));
  const output: CellOutput = { output_type: "stream", name: "stdout", text: [text] };
  for (const cell of notebook.cells) if (cell.cell_type === "code") cell.outputs.push(output);
  return notebook;
}

Deno.test("findBlemishes() finds nothing in a clean notebook", () => {
  assertEquals(blemishesOf(notebookThatPrints("accuracy 85.4 %\n")), []);
});

Deno.test("findBlemishes() finds the counts and the error of a notebook fresh from a run", () => {
  const text = executedNotebookText();
  const found = findBlemishes(text, parseNotebook(text, "executed.ipynb"));
  assertEquals(found.filter((each) => each.endsWith("has an execution count")).length, 5);
  assert(found.includes("Cell 6 (throws) failed: RangeError: out of range"), found.join("\n"));
});

for (
  const path of [
    "/home/ada/emnist/data",
    "/Users/ada/emnist",
    "/home/someone/.cache/emnist-deno",
    "C:\\\\Users\\\\ada\\\\emnist",
    "file:///srv/emnist/lib/main.ts",
    "/tmp/emnist-kernel",
  ]
) {
  Deno.test(`findBlemishes() finds the machine's path ${path}`, () => {
    const found = blemishesOf(notebookThatPrints(`Read from ${path}\n`));
    assert(found[0]?.startsWith("Cell 1 (cell1) names a path of a machine"), found.join("\n"));
  });
}

Deno.test("findBlemishes() takes relative paths and addresses of pages for what they are", () => {
  const text =
    "results/baseline-plain-emnist47 https://example.org/home/page ../lib/datasets/load.ts\n";
  assertEquals(blemishesOf(notebookThatPrints(text)), []);
});

Deno.test("findBlemishes() finds a file that is too large", () => {
  const found = blemishesOf(notebookThatPrints("x".repeat(maximumNotebookBytes)));
  assert(found[0]?.startsWith("The file is too large: expected at most 1500000 bytes"), found[0]);
});

Deno.test("findBlemishes() finds metadata of an editor", () => {
  const notebook = notebookThatPrints("1\n");
  notebook.metadata.vscode = { interpreter: "python3" };
  assertEquals(blemishesOf(notebook), [
    "The file carries metadata or outputs that are not committed",
  ]);
});

Deno.test("findBlemishes() finds a notebook that was never run", () => {
  assertEquals(blemishesOf(cleanNotebook(notebookOf("1;"))), [
    "No cell has an output: expected those of one clean run",
  ]);
});

Deno.test("findBlemishes() finds a cell that shows something and has no output", () => {
  const notebook = notebookThatPrints("1\n");
  notebook.cells.push(...cleanNotebook(notebookOf("", "await show(chart);")).cells.slice(1));
  assertEquals(blemishesOf(notebook), ["Cell 2 (cell2) shows something but has no output"]);
});
