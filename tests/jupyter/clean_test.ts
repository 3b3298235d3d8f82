import { assertEquals } from "@std/assert";
import { cleanNotebook } from "../../lib/jupyter/clean.ts";
import { type CodeCell, parseNotebook } from "../../lib/jupyter/notebook_file.ts";
import { needsPermissions } from "../permissions.ts";
import { executedNotebookText } from "../testdata/notebook/executed_notebook.ts";

function cleanCell(id: string): CodeCell {
  const notebook = cleanNotebook(parseNotebook(executedNotebookText(), "executed.ipynb"));
  const cell = notebook.cells.find((each) => each.id === id);
  if (cell?.cell_type !== "code") throw new Error(`no code cell ${id}`);
  return cell;
}

Deno.test(
  "cleanNotebook() drops execution counts, times and all metadata but tags",
  needsPermissions,
  () => {
    const cell = cleanCell("parameters");
    assertEquals(cell.execution_count, null);
    assertEquals(cell.metadata, { tags: ["parameters"] });
  },
);

Deno.test("cleanNotebook() keeps what was printed and drops warnings", needsPermissions, () => {
  assertEquals(cleanCell("prints").outputs, [
    { output_type: "stream", name: "stdout", text: ["one\n", "two\n"] },
  ]);
});

Deno.test(
  "cleanNotebook() keeps a chart's SVG and text and drops its interactive form",
  needsPermissions,
  () => {
    assertEquals(cleanCell("displays").outputs, [{
      output_type: "display_data",
      data: {
        "image/svg+xml": ["<svg xmlns='http://www.w3.org/2000/svg'/>"],
        "text/plain": ["a chart"],
      },
      metadata: {},
    }]);
  },
);

Deno.test(
  "cleanNotebook() keeps the last state of a display that was updated",
  needsPermissions,
  () => {
    const [output] = cleanCell("updates").outputs;
    assertEquals(output?.output_type === "display_data" && output.data, {
      "text/plain": ["second"],
    });
  },
);

Deno.test("cleanNotebook() keeps an error for the check to find", needsPermissions, () => {
  assertEquals(cleanCell("throws").outputs.map((output) => output.output_type), ["error"]);
});

Deno.test("cleanNotebook() changes nothing the second time", needsPermissions, () => {
  const once = cleanNotebook(parseNotebook(executedNotebookText(), "executed.ipynb"));
  assertEquals(cleanNotebook(once), once);
});
