import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { checkNotebook, createCellModule } from "../../lib/jupyter/check.ts";
import { cleanNotebook } from "../../lib/jupyter/clean.ts";
import {
  type Notebook,
  parseNotebook,
  serializeNotebook,
} from "../../lib/jupyter/notebook_file.ts";
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

Deno.test("checkNotebook() finds nothing in clean cells, whose imports and await are resolved", async () => {
  const cells = ['import { one } from "../one.ts";', "console.log(await Promise.resolve(one));"];
  assertEquals(await check(printingNotebook(...cells)), []);
});

Deno.test("checkNotebook() finds a cell that is not formatted", async () => {
  const [fault, ...others] = await check(printingNotebook("console.log( 1 )"));
  assertEquals(fault, "Cell 1 (cell1) is not formatted: expected\nconsole.log(1);");
  assertEquals(others, []);
});

Deno.test("checkNotebook() finds a wrong type and names the cell's line", async () => {
  const cells = [
    'import { one } from "../one.ts";',
    "const text: string = one;\nconsole.log(text);",
  ];
  const [fault, ...others] = await check(printingNotebook(...cells));
  assertMatch(fault, /^The cells' types: (.|\n)*Type 'number' is not assignable to type 'string'/);
  assertEquals(others, []);
});

Deno.test("checkNotebook() finds what lint refuses", async () => {
  const [fault, ...others] = await check(printingNotebook("debugger;"));
  assertMatch(fault, /^The cells' lint: (.|\n)*no-debugger/);
  assertEquals(others, []);
});

Deno.test("checkNotebook() finds a name that two cells declare", async () => {
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

Deno.test("createCellModule() counts text cells but leaves them out", () => {
  const cells = createCellModule(parseNotebook(executedNotebookText(), "executed.ipynb"));
  assertEquals(cells.match(/^\/\/ Cell .*$/gm), [
    "// Cell 2 (parameters)",
    "// Cell 3 (prints)",
    "// Cell 4 (displays)",
    "// Cell 5 (updates)",
    "// Cell 6 (throws)",
  ]);
});
