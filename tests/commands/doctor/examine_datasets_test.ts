/** Data sets as doctor reports them. */

import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { examineDatasets } from "../../../lib/commands/doctor/examine_datasets.ts";
import { needsPermissions } from "../../permissions.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";

Deno.test(
  "examineDatasets() reports an $EMNIST_DATA that is no folder instead of failing",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const missing = join(folder, "missing");
      const before = Deno.env.get("EMNIST_DATA");
      Deno.env.set("EMNIST_DATA", missing);
      try {
        assertEquals(await examineDatasets(), [{
          topic: "Data",
          state: "missing",
          detail: `Cannot search "${missing}" for data: expected a folder there`,
          remedy: "unset EMNIST_DATA",
        }]);
      } finally {
        if (before === undefined) Deno.env.delete("EMNIST_DATA");
        else Deno.env.set("EMNIST_DATA", before);
      }
    }),
);
