import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { findJupyter } from "../../lib/jupyter/environment.ts";
import { executeNotebook, summarizeFailure } from "../../lib/jupyter/execute.ts";
import { serializeNotebook } from "../../lib/jupyter/notebook_file.ts";
import { UserError } from "../../lib/user_error.ts";
import { hasPermissions } from "../permissions.ts";
import { notebookOf } from "../testdata/notebook/executed_notebook.ts";

const jupyter = hasPermissions ? await findJupyter() : undefined;
if (hasPermissions && jupyter === undefined) {
  console.log("Skipping the runs of notebooks: no JupyterLab here, `deno task lab` installs one.");
}

/** Writes a notebook of the given cells, runs it through the real kernel and removes it. */
async function execute(...sources: readonly string[]) {
  if (jupyter === undefined) throw new Error("no Jupyter");
  const folder = await Deno.makeTempDir();
  const path = join(folder, "tried.ipynb");
  try {
    await Deno.writeTextFile(path, serializeNotebook(notebookOf(...sources)));
    return await executeNotebook(jupyter, path, { environment: { EMNIST_TRIED: "yes" } });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name: "executeNotebook() runs the cells in one scope, with this Deno and the variables given",
  ignore: jupyter === undefined,
  async fn() {
    const { cells } = await execute(
      'const seen = [Deno.version.deno, Deno.env.get("EMNIST_TRIED")];',
      'await Deno.jupyter.broadcast("display_data", {' +
        ' data: { "text/plain": seen.join() }, metadata: {} });' +
        "await new Promise((resolve) => setTimeout(resolve, 200));",
    );
    const outputs = cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : []);
    const [shown] = outputs.map((output) => output.output_type === "display_data" && output.data);
    assertEquals(shown, { "text/plain": [`${Deno.version.deno},yes`] });
  },
});

Deno.test({
  name: "executeNotebook() throws when a cell fails, naming the notebook, the cell and the error",
  ignore: jupyter === undefined,
  async fn() {
    const run = () => execute("const one = 1;", 'if (one) throw new RangeError("too much");');
    const { message } = await assertRejects(run, UserError);
    assertStringIncludes(message, "Cannot run tried.ipynb: a cell failed");
    assertStringIncludes(message, "if (one) throw");
    assertStringIncludes(message, "RangeError: too much");
    assertEquals(message.includes("site-packages"), false, message);
  },
});

Deno.test("summarizeFailure() takes the last line of a failure outside the cells", () => {
  const trace = "Traceback (most recent call last):\n  File x\nFileNotFoundError: no a.ipynb\n";
  assertEquals(summarizeFailure(trace), "FileNotFoundError: no a.ipynb");
  assertEquals(summarizeFailure(""), "nbconvert says nothing");
});
