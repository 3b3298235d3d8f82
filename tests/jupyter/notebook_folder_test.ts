import { assertEquals, assertRejects } from "@std/assert";
import { basename, join } from "node:path";
import { cleanNotebook } from "../../lib/jupyter/clean.ts";
import {
  listNotebooks,
  readNotebook,
  writeCleanNotebook,
} from "../../lib/jupyter/notebook_folder.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { executedNotebookText, notebookOf } from "../testdata/notebook/executed_notebook.ts";

async function withFolder(action: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["02_b.ipynb", "01_a.ipynb", "picture.png"]) {
      await Deno.writeTextFile(join(folder, name), executedNotebookText());
    }
    await action(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test(
  "listNotebooks() lists them in the order of their names",
  needsPermissions,
  () =>
    withFolder(async (folder) => {
      const paths = await listNotebooks([], folder);
      assertEquals(paths, [join(folder, "01_a.ipynb"), join(folder, "02_b.ipynb")]);
    }),
);

Deno.test(
  "listNotebooks() takes names with and without folder and ending",
  needsPermissions,
  () =>
    withFolder(async (folder) => {
      for (const name of ["02_b", "02_b.ipynb", "notebooks/02_b.ipynb"]) {
        assertEquals((await listNotebooks([name], folder)).map((path) => basename(path)), [
          "02_b.ipynb",
        ]);
      }
    }),
);

Deno.test(
  "listNotebooks() throws when a name is unknown, with the nearest one",
  needsPermissions,
  () =>
    withFolder(async (folder) => {
      const error = await assertRejects(() => listNotebooks(["01_aa"], folder), UserError);
      assertEquals(
        error.message,
        'Cannot find notebook "01_aa": expected one of 01_a.ipynb, 02_b.ipynb',
      );
      assertEquals(error.hint, "Did you mean 01_a.ipynb?");
    }),
);

Deno.test(
  "readNotebook() throws when the file is no notebook",
  needsPermissions,
  () =>
    withFolder(async (folder) => {
      const path = join(folder, "01_a.ipynb");
      await Deno.writeTextFile(path, "{}");
      const error = await assertRejects(() => readNotebook(path), UserError);
      assertEquals(error.message.startsWith('Cannot parse notebook "01_a.ipynb"'), true);
    }),
);

Deno.test(
  "writeCleanNotebook() writes what is clean and formatted, and nothing else changes",
  needsPermissions,
  () =>
    withFolder(async (folder) => {
      const path = join(folder, "01_a.ipynb");
      const { notebook } = await readNotebook(path);
      await writeCleanNotebook(path, notebook);
      assertEquals((await readNotebook(path)).notebook, cleanNotebook(notebook));
      await writeCleanNotebook(path, notebookOf("const a=1"));
      const [cell] = (await readNotebook(path)).notebook.cells;
      assertEquals(cell.source, ["const a = 1;"]);
    }),
);
