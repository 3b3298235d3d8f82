/** The log keeps its text, and its table grows by one row a run. */

import { assertEquals } from "@std/assert";
import { join } from "node:path";
import {
  addExperiment,
  experimentRow,
  logExperiment,
} from "../../../lib/commands/sweep/experiment_log.ts";
import { needsPermissions } from "../../permissions.ts";
import { smallRecord } from "../../runs/small_record.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";

const run = {
  name: "plain",
  note: "a|b",
  config: { validation: 0.1, evaluation: "validation", epochs: 2 },
};
const { config, metrics } = smallRecord();
const row = '| 2026-11-23 | 0123456 | plain | `{"epochs":2}` | validation | 75.00 % | 83.33 % | ' +
  `${metrics.loss.toFixed(4)} | 4 s | a\\|b |`;

Deno.test("experimentRow() gives date, commit, config, result and note", () => {
  assertEquals(experimentRow(run, { config, metrics }), row);
});

Deno.test("addExperiment() begins a log and goes on with its table", () => {
  const first = addExperiment("", row);
  assertEquals(first.startsWith("# Experiments\n\n"), true);
  assertEquals(first.endsWith(`--- |\n${row}\n`), true);
  assertEquals(addExperiment(first, "| next |"), `${first}| next |\n`);
});

Deno.test("addExperiment() leaves what stands around the table alone", () => {
  const before = "# My log\n\nSome words.\n";
  const table = addExperiment(before, row);
  assertEquals(table.startsWith(`${before}\n| date |`), true);
  const around = `${table}\n## Afterthoughts\n\n| other | table |\n| --- | --- |\n| 1 | 2 |\n`;
  assertEquals(addExperiment(around, "| next |"), around.replace(row, `${row}\n| next |`));
});

Deno.test(
  "logExperiment() finds the table again after it was formatted",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, "EXPERIMENTS.md");
      await logExperiment(path, run, { config, metrics });
      await logExperiment(path, { ...run, name: "the one after it" }, { config, metrics });
      const lines = (await Deno.readTextFile(path)).split("\n").filter((line) =>
        line.startsWith("|")
      );
      assertEquals(lines.length, 4);
      assertEquals(new Set(lines.map((line) => line.length)).size, 1); // aligned
      assertEquals(lines.map((line) => line.split("|")[3].trim()), [
        "run",
        "-".repeat("the one after it".length),
        "plain",
        "the one after it",
      ]);
    }),
);
