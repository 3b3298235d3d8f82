/** Claiming the folder of a run: no two processes write the same one. */

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { claimDefaultFolder, claimFolder } from "../../lib/runs/claim.ts";
import { RUN_FILES } from "../../lib/runs/folder.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

Deno.test("claimDefaultFolder() numbers the runs of one second", needsPermissions, async () => {
  await withTemporaryFolder(async (results) => {
    const time = new Date("2026-01-02T03:04:05.678Z");
    const claims = await Promise.all(
      [1, 2, 3].map(() => claimDefaultFolder("baseline-tiny", { results, time })),
    );
    assertEquals(claims.map(({ folder }) => folder).toSorted(), [
      join(results, "baseline-tiny-20260102-030405"),
      join(results, "baseline-tiny-20260102-030405-2"),
      join(results, "baseline-tiny-20260102-030405-3"),
    ]);
    for (const claim of claims) await claim[Symbol.asyncDispose]();
    assertEquals([...Deno.readDirSync(results)], []);
  });
});

Deno.test(
  "claimFolder() throws while another claim holds the folder, and leaves no trace after it",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      {
        await using _claim = await claimFolder(folder);
        await assertRejects(
          () => claimFolder(folder),
          UserError,
          `Cannot write a run to "${folder}": another process is writing one there.`,
        );
      }
      assertEquals([...Deno.readDirSync(folder)], []);
      await using _again = await claimFolder(folder);
    });
  },
);

Deno.test(
  "claimFolder() throws where a run lies, and lets the folder go",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      await Deno.writeTextFile(join(folder, RUN_FILES.checkpoint), "");
      for (let look = 0; look < 2; look++) {
        await assertRejects(() => claimFolder(folder), UserError, "it already holds one");
      }
    });
  },
);
