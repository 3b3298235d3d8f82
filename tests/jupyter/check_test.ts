import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import {
  checkNotebook,
  createCellModule,
  findBlemishes,
  MAXIMUM_NOTEBOOK_BYTES,
} from "../../lib/jupyter/check.ts";
import { cleanNotebook } from "../../lib/jupyter/clean.ts";
import {
  type CellOutput,
  type Notebook,
  parseNotebook,
  serializeNotebook,
} from "../../lib/jupyter/notebook_file.ts";
import { needsPermissions } from "../permissions.ts";
import { executedNotebookText, notebookOf } from "../testdata/notebook/executed_notebook.ts";

/** A clean notebook whose first cell printed something. */
function printingNotebook(...sources: readonly string[]): Notebook {
  const notebook = cleanNotebook(notebookOf(...sources));
  const [first] = notebook.cells;
  if (first.cell_type === "code") {
    first.outputs.push({ output_type: "stream", name: "stdout", text: ["1\n"] });
  }
  return notebook;
}

/** Writes a notebook into a folder laid out like the project and checks it. */
async function check(notebook: Notebook): Promise<string[]> {
  const project = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(project, "notebooks"));
    await Deno.writeTextFile(join(project, "deno.json"), "{}");
    await Deno.writeTextFile(join(project, "one.ts"), "export const one: number = 1;\n");
    const path = join(project, "notebooks", "a.ipynb");
    await Deno.writeTextFile(path, serializeNotebook(notebook));
    return await checkNotebook(path);
  } finally {
    await Deno.remove(project, { recursive: true });
  }
}

Deno.test(
  "checkNotebook() finds nothing in clean cells, whose imports and await are resolved",
  needsPermissions,
  async () => {
    const cells = ['import { one } from "../one.ts";', "console.log(await Promise.resolve(one));"];
    assertEquals(await check(printingNotebook(...cells)), []);
  },
);

Deno.test("checkNotebook() finds a cell that is not formatted", needsPermissions, async () => {
  const [fault, ...others] = await check(printingNotebook("console.log( 1 )"));
  assertEquals(fault, "Cell 1 (cell1) is not formatted: expected\nconsole.log(1);");
  assertEquals(others, []);
});

Deno.test(
  "checkNotebook() finds a wrong type and names the cell's line",
  needsPermissions,
  async () => {
    const cells = [
      'import { one } from "../one.ts";',
      "const text: string = one;\nconsole.log(text);",
    ];
    const [fault, ...others] = await check(printingNotebook(...cells));
    assertMatch(
      fault,
      /^The cells' types: (.|\n)*Type 'number' is not assignable to type 'string'/,
    );
    assertEquals(others, []);
  },
);

Deno.test("checkNotebook() finds what lint refuses", needsPermissions, async () => {
  const [fault, ...others] = await check(printingNotebook("debugger;"));
  assertMatch(fault, /^The cells' lint: (.|\n)*no-debugger/);
  assertEquals(others, []);
});

Deno.test("checkNotebook() finds a name that two cells declare", needsPermissions, async () => {
  const cells = ["const one = 1;\nconsole.log(one);", "const one = 2;\nconsole.log(one);"];
  const faults = await check(printingNotebook(...cells));
  assertMatch(faults.join("\n"), /one/);
});

Deno.test("createCellModule() joins the code cells under their numbers and names", () => {
  const notebook = notebookOf("const one = 1;", "await one;\n");
  assertEquals(
    createCellModule(notebook),
    "// Cell 1 (cell1)\nconst one = 1;\n\n// Cell 2 (cell2)\nawait one;\n\nexport {};\n",
  );
});

Deno.test("createCellModule() counts text cells but leaves them out", needsPermissions, () => {
  const cells = createCellModule(parseNotebook(executedNotebookText(), "executed.ipynb"));
  assertEquals(cells.match(/^\/\/ Cell .*$/gm), [
    "// Cell 2 (parameters)",
    "// Cell 3 (prints)",
    "// Cell 4 (displays)",
    "// Cell 5 (updates)",
    "// Cell 6 (throws)",
  ]);
});

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

Deno.test(
  "findBlemishes() finds the counts and the error of a notebook fresh from a run",
  needsPermissions,
  () => {
    const text = executedNotebookText();
    const found = findBlemishes(text, parseNotebook(text, "executed.ipynb"));
    assertEquals(found.filter((each) => each.endsWith("has an execution count")).length, 5);
    assert(found.includes("Cell 6 (throws) failed: RangeError: out of range"), found.join("\n"));
  },
);

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
  const found = blemishesOf(notebookThatPrints("x".repeat(MAXIMUM_NOTEBOOK_BYTES)));
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
