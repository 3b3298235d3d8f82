/** A file that is not the published one is refused with the command that fetches it. */

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { readVerifiedFile } from "../../lib/datasets/verified_file.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

Deno.test(
  "readVerifiedFile() names the split that an official file with a wrong digest is of",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      for (const split of ["mnist", "balanced", "byclass"]) {
        const path = join(folder, `emnist-${split}-test-labels-idx1-ubyte.gz`);
        await Deno.writeTextFile(path, "not it");
        const { hint } = await assertRejects(
          () => readVerifiedFile(path, () => {}),
          UserError,
          "expected NIST's SHA-256",
        );
        assertEquals(
          hint,
          "Delete or rename this file, then fetch the right one with " +
            `\`deno task data ${split}\`.`,
        );
      }
    });
  },
);
