import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { writeSite } from "../../lib/commands/site.ts";
import { writeRunRecord } from "../../lib/runs/record.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { smallRecord } from "../runs/small_record.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

Deno.test(
  "writeSite() gathers every report under a page that links to it",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const [results, out] = [join(folder, "results"), join(folder, "site")];
      for (const name of ["plain", "a & b"]) {
        await writeRunRecord(join(results, name), smallRecord());
        await Deno.writeTextFile(join(results, name, "report.html"), `report of ${name}`);
      }
      await writeSite(results, out);
      const index = await Deno.readTextFile(join(out, "index.html"));
      assertStringIncludes(index, '<a href="a%20%26%20b.html">a &amp; b</a>');
      const links = [...index.matchAll(/<a href="([^"]+)"/g)].map(([, link]) => link);
      assertEquals(links.length, 2);
      for (const link of links) {
        const page = await Deno.readTextFile(join(out, decodeURIComponent(link)));
        assert(page.startsWith("report of "));
      }
    }),
);

Deno.test(
  "writeSite() names the run whose report is missing",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      await writeRunRecord(join(folder, "results", "bare"), smallRecord());
      const error = await assertRejects(
        () => writeSite(join(folder, "results"), join(folder, "site")),
        UserError,
      );
      assertStringIncludes(error.message, '"report.html" of the run "bare"');
    }),
);
