/** The images of a report, taken out of its page again. */

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { readReportImages } from "../../lib/reports/report_images.ts";
import { writeReport } from "../../lib/reports/write_report.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { exampleRun } from "./example_run.ts";

Deno.test(
  "readReportImages() returns test images with their true classes",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const { record, testDataset } = exampleRun(8);
      await writeReport(folder, record, { dataset: testDataset, reason: "" });
      const { labels, images } = await readReportImages(folder);
      assertEquals(labels.length * 784, images.length);
      // Reports keep 32 levels of grey: half a step is 4.2 levels.
      const isNear = (row: number, place: number) =>
        testDataset.images.subarray(row * 784, (row + 1) * 784)
          .every((pixel, index) => Math.abs(pixel - images[place * 784 + index]) <= 5);
      const found = labels.map((label, place) =>
        Array.from(testDataset.labels.keys())
          .some((row) => testDataset.labels[row] === label && isNear(row, place))
      );
      assertEquals(found, labels.map(() => true));
    }),
);

Deno.test(
  "readReportImages() says where there is no report",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const error = await assertRejects(() => readReportImages(folder), UserError);
      assertEquals(
        error.message,
        `Cannot take examples from "${join(folder, "report.html")}": there is no such file.`,
      );
    }),
);
