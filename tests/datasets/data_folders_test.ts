/** Which folders are searched. */

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { dataRoots } from "../../lib/datasets/data_folders.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

/** Runs `body` with a value of `$EMNIST_DATA`. */
async function withDataVariable(value: string, body: () => Promise<void>): Promise<void> {
  const before = Deno.env.get("EMNIST_DATA");
  Deno.env.set("EMNIST_DATA", value);
  try {
    await body();
  } finally {
    if (before === undefined) Deno.env.delete("EMNIST_DATA");
    else Deno.env.set("EMNIST_DATA", before);
  }
}

Deno.test(
  "dataRoots() begins with --data, then $EMNIST_DATA",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const [given, fromEnvironment] = [join(folder, "given"), join(folder, "environment")];
      await Deno.mkdir(given);
      await Deno.mkdir(fromEnvironment);
      await withDataVariable(fromEnvironment, async () => {
        assertEquals((await dataRoots(given)).slice(0, 2), [given, fromEnvironment]);
        assertEquals((await dataRoots())[0], fromEnvironment);
      });
      await withDataVariable("", async () => assertEquals((await dataRoots(given))[0], given));
    }),
);

Deno.test(
  "dataRoots() refuses --data and $EMNIST_DATA that are no folders",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const missing = join(folder, "missing");
      const message = `Cannot search "${missing}" for data: expected a folder there`;
      const option = await assertRejects(() => dataRoots(missing), UserError, message);
      assertEquals(option.hint, "Give --data an existing folder that holds IDX files.");
      await withDataVariable(missing, async () => {
        const variable = await assertRejects(() => dataRoots(folder), UserError, message);
        assertEquals(variable.hint, "Set EMNIST_DATA to an existing folder, or unset it.");
      });
    }),
);
