import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  joinText,
  parseNotebook,
  serializeNotebook,
  splitText,
} from "../../lib/jupyter/notebook_file.ts";
import { needsPermissions } from "../permissions.ts";
import { executedNotebookText } from "../testdata/notebook/executed_notebook.ts";

Deno.test(
  "serializeNotebook() writes a notebook byte for byte as Jupyter's nbformat wrote it",
  needsPermissions,
  () => {
    const text = executedNotebookText();
    assertEquals(serializeNotebook(parseNotebook(text, "executed.ipynb")), text);
  },
);

Deno.test(
  "parseNotebook() reads what a cell printed, displayed and threw",
  needsPermissions,
  () => {
    const { cells } = parseNotebook(executedNotebookText(), "executed.ipynb");
    const outputs = cells.map((cell) => cell.cell_type === "code" ? cell.outputs : []);
    assertEquals(outputs.map((each) => each.map((output) => output.output_type)), [
      [],
      [],
      ["stream", "stream"],
      ["display_data"],
      ["display_data"],
      ["error"],
    ]);
  },
);

Deno.test("parseNotebook() throws when the text is not JSON, naming the file", () => {
  assertThrows(
    () => parseNotebook("<<<<<<< HEAD", "a.ipynb"),
    SyntaxError,
    'Cannot parse notebook "a.ipynb": expected JSON',
  );
});

Deno.test("parseNotebook() throws when the notebook is of an older format", () => {
  const older = { cells: [], metadata: {}, nbformat: 3, nbformat_minor: 0 };
  const error = assertThrows(() => parseNotebook(JSON.stringify(older), "old.ipynb"), SyntaxError);
  assert(error.message.includes("nbformat"), error.message);
});

Deno.test("splitText() keeps the line ends and joinText() undoes it", () => {
  for (const text of ["", "one", "one\n", "one\n\nthree", "\n"]) {
    assertEquals(joinText(splitText(text)), text);
  }
  assertEquals(splitText("one\n\nthree"), ["one\n", "\n", "three"]);
});
