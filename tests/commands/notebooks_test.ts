/** `deno task notebooks`: the notebooks that are committed, and what the command refuses. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { basename } from "node:path";
import { checkNotebook } from "../../lib/jupyter/check.ts";
import { listNotebooks } from "../../lib/jupyter/notebook_folder.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { runCommandLine } from "./command_line.ts";

for (const path of hasPermissions ? await listNotebooks() : []) {
  Deno.test(
    `${basename(path)} is clean, formatted, linted and typed`,
    needsPermissions,
    async () => {
      assertEquals(await checkNotebook(path), []);
    },
  );
}

Deno.test(
  "notebooks refuses a name that is none, and knows the nearest",
  needsPermissions,
  async () => {
    const { code, errorOutput } = await runCommandLine("lab", "notebooks", "--check", "02_trainin");
    assertEquals(code, 1);
    assertStringIncludes(errorOutput, 'Cannot find notebook "02_trainin"');
    assertStringIncludes(errorOutput, "Did you mean");
  },
);

Deno.test("notebooks refuses to check and to write at once", needsPermissions, async () => {
  const { code, errorOutput } = await runCommandLine("lab", "notebooks", "--check", "--write");
  assertEquals(code, 1);
  assertStringIncludes(errorOutput, "cannot be used with option");
});
