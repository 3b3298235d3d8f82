import { assertEquals } from "@std/assert";
import { createCellModule } from "../../lib/jupyter/cell_module.ts";
import { parseNotebook } from "../../lib/jupyter/notebook_file.ts";
import { executedNotebookText, notebookOf } from "../testdata/notebook/executed_notebook.ts";

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
