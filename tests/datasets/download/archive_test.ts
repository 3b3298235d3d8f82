import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openArchive } from "../../../lib/datasets/download/archive.ts";
import { UserError } from "../../../lib/user_error.ts";
import { needsPermissions } from "../../permissions.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";

Deno.test(
  "openArchive() blames the URL of a file that is none or cannot be read",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      for (
        const [url, found] of [
          [pathToFileURL(folder).href, "a folder or a device"],
          [pathToFileURL(join(folder, "missing.zip")).href, "No such file"],
          ["file://host/gzip.zip", "File URL host must be"],
        ]
      ) {
        const { message, hint } = await assertRejects(
          () => openArchive(url, {}, () => {}),
          UserError,
        );
        assertStringIncludes(
          message,
          `Cannot read EMNIST from "${url}": expected a zip file but found ${found}`,
        );
        assertEquals(hint, "Correct or unset EMNIST_URL.");
      }
    });
  },
);
