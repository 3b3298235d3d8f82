import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import {
  classRows,
  compareRunFolders,
  differenceSentence,
  pValueText,
  runRows,
} from "../../lib/reports/comparison.ts";
import { type RunRecord, writeRunRecord } from "../../lib/runs/record.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { exampleRun } from "./example_run.ts";

const { record: first } = exampleRun(10, 0);
const { record: second } = exampleRun(10, 1);

/** Writes runs into folders `a`, `b` … and lets `use` work with them. */
function withRuns(
  records: readonly RunRecord[],
  use: (folders: readonly string[]) => Promise<void>,
): Promise<void> {
  return withTemporaryFolder(async (parent) => {
    const folders = records.map((_, index) => join(parent, "abc"[index]));
    for (const [index, record] of records.entries()) await writeRunRecord(folders[index], record);
    await use(folders);
  });
}

/** A run that reads the labels of the first `gained` wrong images of `record` right as well. */
function improved(record: RunRecord, gained: number): RunRecord {
  const { labels, characters } = record.predictions;
  const probabilities = record.predictions.probabilities.slice();
  let left = gained;
  labels.forEach((label, image) => {
    const row = probabilities.subarray(image * characters.length, (image + 1) * characters.length);
    if (left === 0 || row.indexOf(Math.max(...row)) === label) return;
    row.fill(0)[label] = 1;
    left--;
  });
  return { ...record, predictions: { ...record.predictions, probabilities } };
}

Deno.test(
  "compareRunFolders() finds 30 images gained and none lost significant",
  needsPermissions,
  async () => {
    await withRuns([first, improved(first, 30)], async (folders) => {
      const comparison = await compareRunFolders(folders);
      const [difference] = comparison.differences;
      assertEquals([difference.mcnemar.onlyFirst, difference.mcnemar.onlySecond], [0, 30]);
      assertMatch(
        differenceSentence(difference),
        /^b reads 6\.38 points more right than a \(95 % interval .* b reads 30 images right, only a 0: significant \(McNemar, p < 0\.0001\)\.$/,
      );
      assertEquals(runRows(comparison).map(([name]) => name), ["Run", "a", "b"]);
      const rows = classRows(difference, 5);
      assertEquals(rows[0], ["Character", "a", "b", "Points", "Gained", "Lost", "p"]);
      assert(
        rows.slice(1).every(([, , , points, , lost]) => points.startsWith("+") && lost === "0"),
      );
    });
  },
);

Deno.test("compareRunFolders() calls one image of difference luck", needsPermissions, async () => {
  await withRuns([first, improved(first, 1)], async (folders) => {
    const { differences: [difference] } = await compareRunFolders(folders);
    assertMatch(differenceSentence(difference), /not significant \(McNemar, p = 1\.0\)/);
    assertEquals(classRows(difference, 10).length, 2);
  });
});

Deno.test(
  "compareRunFolders() refuses runs on different images in one sentence",
  needsPermissions,
  async () => {
    const other = {
      ...second,
      config: {
        ...second.config,
        dataset: { ...second.config.dataset, name: "balanced", testSha256: "c".repeat(64) },
      },
    };
    await withRuns([first, other], async (folders) => {
      const error = await assertRejects(() => compareRunFolders(folders), UserError);
      assertEquals(
        error.message,
        'Cannot compare "b" with "a": expected the same 470 test images of strokes ' +
          "but found 470 other images of balanced",
      );
      assertMatch(error.hint, /same data set/);
    });
  },
);

Deno.test("pValueText() writes small values as a bound", () => {
  assertEquals(pValueText(0.00002), "< 0.0001");
  assertEquals(pValueText(0.0123), "= 0.012");
});
