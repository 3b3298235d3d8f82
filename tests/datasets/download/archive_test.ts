import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkSpace, openArchive } from "../../../lib/datasets/download/archive.ts";
import { UserError } from "../../../lib/user_error.ts";
import { withTemporaryFolder } from "../data_folder.ts";
import { keepReport } from "./zip_server.ts";

Deno.test("checkSpace() compares what is needed with what the disk has left", async () => {
  const folder = Deno.cwd();
  await checkSpace(folder, 1);
  await assertRejects(
    () => checkSpace(folder, 1e18),
    UserError,
    `Cannot download to "${folder}": expected 1000000000000 MB of free space but found`,
  );
});

Deno.test("openArchive() blames the URL of a file that is none or cannot be read", async () => {
  await withTemporaryFolder(async (folder) => {
    const patience = { tries: 1, pauseMilliseconds: 1, connectMilliseconds: 1 };
    const options = {
      ...{ ...patience, stallMilliseconds: 1, folder, announce: () => {} },
      report: keepReport(),
    };
    for (
      const [url, found] of [
        [pathToFileURL(folder).href, "a folder or a device"],
        [pathToFileURL(join(folder, "missing.zip")).href, "No such file"],
        ["file://host/gzip.zip", "File URL host must be"],
      ]
    ) {
      const { message, hint } = await assertRejects(() => openArchive(url, options), UserError);
      assertStringIncludes(
        message,
        `Cannot read EMNIST from "${url}": expected a zip file but found ${found}`,
      );
      assertEquals(hint, "Correct or unset EMNIST_URL.");
    }
  });
});
