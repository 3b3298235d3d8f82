import { assertEquals, assertRejects, assertStringIncludes, assertThrows, fail } from "@std/assert";
import { join } from "node:path";
import { findRunFolder, listRunFolders } from "../../lib/runs/folder.ts";
import { writeRunRecord } from "../../lib/runs/record.ts";
import { readListedRuns, renderRunsTable, replaceRunsTable } from "../../lib/reports/runs_table.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { smallRecord } from "../runs/small_record.ts";

/** Writes three runs, and a folder that is none. */
function withResults(use: (results: string) => Promise<void>): Promise<void> {
  return withTemporaryFolder(async (results) => {
    const record = smallRecord();
    const better = { ...record, metrics: { ...record.metrics, accuracy: 0.8 } };
    await writeRunRecord(join(results, "baseline-small"), record);
    await writeRunRecord(join(results, "flagship-small"), better);
    await writeRunRecord(join(results, "baseline-other"), {
      ...record,
      config: { ...record.config, dataset: { ...record.config.dataset, name: "another" } },
    });
    await Deno.mkdir(join(results, "notes"));
    await use(results);
  });
}

Deno.test("readListedRuns() lists runs by data set, the best first", needsPermissions, async () => {
  await withResults(async (results) => {
    const names = (await readListedRuns(results, fail)).map(({ name }) => name);
    assertEquals(names, ["baseline-other", "flagship-small", "baseline-small"]);
  });
});

Deno.test("renderRunsTable() links each run to its report", needsPermissions, async () => {
  await withResults(async (results) => {
    const table = renderRunsTable(await readListedRuns(results, fail)).replaceAll("\u00a0", " ");
    assertStringIncludes(
      table,
      "| [baseline-small](baseline-small/report.md) | small | baseline | 246,319 | 75.0 % (30.1 % to 95.4 %) |",
    );
    assertStringIncludes(table, "| 2026-11-23 | `0123456` |");
  });
});

Deno.test("replaceRunsTable() leaves the rest of the text alone", () => {
  const replace = (text: string) => replaceRunsTable(text, "| new |", "README.md");
  const begin = "<!-- runs: begin, written by `deno task runs --write` -->";
  const replaced = replace(`# Results\n${begin}\nold\n<!-- runs: end -->\nmore\n`);
  assertEquals(replaced, `# Results\n${begin}\n\n| new |\n\n<!-- runs: end -->\nmore\n`);
  assertEquals(replace(replaced), replaced);
  assertThrows(() => replace("# Results\n"), UserError, "README.md: expected the lines");
});

Deno.test(
  "findRunFolder() takes a folder or a name, and names the nearest run",
  needsPermissions,
  async () => {
    await withResults(async (results) => {
      const folder = join(results, "baseline-small");
      assertEquals(await findRunFolder(folder, results), folder);
      assertEquals(await findRunFolder("baseline-small", results), folder);
      // A folder without config.json is returned, so that its reader can name the missing file.
      assertEquals(await findRunFolder("notes", results), join(results, "notes"));
      const error = await assertRejects(() => findRunFolder("baseline-smal", results), UserError);
      assertStringIncludes(error.hint, 'Did you mean "baseline-small"?');
      assertEquals(await listRunFolders(join(results, "nowhere")), []);
    });
  },
);
