/** `deno task lab`, on machines that have everything, something and nothing. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { withFakePrograms } from "../jupyter/fake_program.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { runCommandLine } from "./command_line.ts";

const ignore = !hasPermissions || Deno.build.os === "windows";

/** A Jupyter with JupyterLab 4.2.0 and this Deno as its kernel, that repeats how it is started. */
const kernels = { kernelspecs: { deno: { spec: { argv: [Deno.execPath()] } } } };
const jupyter = `case "$1" in
  --version) printf 'jupyterlab : 4.2.0\\nnbconvert : 7.16.0\\n';;
  kernelspec) echo '${JSON.stringify(kernels)}';;
  *) echo "started: $*"; exit 7;;
esac`;

const noPython = { python3: "exit 1", python: "exit 1", py: "exit 1" };

Deno.test({
  name:
    "lab opens the folder of the notebooks in the JupyterLab that is there, and ends as it ends",
  ignore,
  fn: () =>
    withFakePrograms({ jupyter, ...noPython }, async () => {
      const { code, output } = await runCommandLine("lab", "lab", "--no-open", "--port", "8899");
      assertStringIncludes(output, "JupyterLab 4.2.0 (installed) with the Deno kernel is ready.");
      assertStringIncludes(output, "notebooks --no-browser --port=8899 --log-level=WARN");
      assertEquals(code, 7);
    }),
});

Deno.test({
  name: "lab --install-only prepares everything and starts nothing",
  ignore,
  fn: () =>
    withFakePrograms({ jupyter, ...noPython }, async () => {
      const { code, output } = await runCommandLine("lab", "lab", "--install-only");
      const [ready, next, last] = output.trimEnd().split("\n");
      assertEquals(ready, "JupyterLab 4.2.0 (installed) with the Deno kernel is ready.");
      assert(
        next.endsWith('01_data_exploration.ipynb in an editor, with the kernel "Deno",'),
        next,
      );
      assertEquals(last, "or at the address that `deno task lab --no-open` prints.");
      assertEquals(code, 0);
    }),
});

Deno.test({
  name: "lab says what to install where there is neither Jupyter nor Python, without a stack trace",
  ignore,
  fn: () =>
    withFakePrograms({ jupyter: "exit 1", ...noPython }, async () => {
      const { code, errorOutput } = await runCommandLine("lab", "lab");
      assertEquals(code, 1);
      const [first, second, ...rest] = errorOutput.trimEnd().split("\n");
      assertEquals(
        first,
        "error: Cannot run JupyterLab: expected Python 3.10 or newer, found none",
      );
      assertStringIncludes(second, "Install it with");
      assertEquals(rest, []);
    }),
});

Deno.test("lab refuses a port that is none", needsPermissions, async () => {
  const { code, errorOutput } = await runCommandLine("lab", "lab", "--port", "70000");
  assertEquals(code, 1);
  assertStringIncludes(errorOutput, "Expected a number from 1 to 65535.");
});
