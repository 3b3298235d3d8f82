/** A file that is none is refused in one sentence, whatever lies there instead. */

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { readGivenFile } from "../../lib/commands/read_given_file.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

Deno.test(
  "readGivenFile() returns the text, and says where there is no file or a folder",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, "file.json");
      await Deno.writeTextFile(path, "[]");
      assertEquals(await readGivenFile(path, "the sweep", "Write a list."), "[]");
      for (
        const [wrong, reason] of [
          [folder, "expected a file but found a folder"],
          [join(folder, "missing"), "there is no such file"],
          [join(path, "below"), "there is no such file"],
        ]
      ) {
        const { message, hint } = await assertRejects(
          () => readGivenFile(wrong, "the sweep", "Write a list."),
          UserError,
        );
        assertEquals([message, hint], [`Cannot read the sweep: ${reason}.`, "Write a list."]);
      }
    }),
);
