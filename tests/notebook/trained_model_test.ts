import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { writeFileAtomically } from "../../lib/machine/atomic_write.ts";
import { findBestRun, notebookRunFolder } from "../../lib/notebook/trained_model.ts";
import { writeRunRecord } from "../../lib/runs/record.ts";
import { needsPermissions } from "../permissions.ts";
import { smallRecord } from "../runs/small_record.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const { config: { dataset } } = smallRecord();

/** Writes a run of the small record with an accuracy of its own, with or without a model. */
async function writeRun(
  results: string,
  name: string,
  { accuracy, datasetName = "small", hasModel = true }: {
    accuracy: number;
    datasetName?: string;
    hasModel?: boolean;
  },
): Promise<string> {
  const record = smallRecord();
  const folder = join(results, name);
  await writeRunRecord(folder, {
    ...record,
    config: { ...record.config, dataset: { ...record.config.dataset, name: datasetName } },
    metrics: { ...record.metrics, accuracy },
  });
  if (hasModel) await writeFileAtomically(join(folder, "model", "model.json"), "{}");
  return folder;
}

Deno.test(
  "findBestRun() takes the most accurate run on the data set that has a model",
  needsPermissions,
  () =>
    withTemporaryFolder(async (results) => {
      await writeRun(results, "a-good", { accuracy: 0.8 });
      const best = await writeRun(results, "b-best", { accuracy: 0.9 });
      await writeRun(results, "c-other-data", { accuracy: 0.99, datasetName: "other" });
      await writeRun(results, "d-no-model", { accuracy: 0.95, hasModel: false });
      assertEquals(await findBestRun(dataset, results), best);
    }),
);

Deno.test(
  "findBestRun() passes over a damaged run and one of other classes",
  needsPermissions,
  () =>
    withTemporaryFolder(async (results) => {
      const good = await writeRun(results, "good", { accuracy: 0.5 });
      const damaged = await writeRun(results, "damaged", { accuracy: 0.9 });
      await Deno.writeTextFile(join(damaged, "metrics.json"), "{");
      assertEquals(await findBestRun(dataset, results), good);
      assertEquals(
        await findBestRun({ ...dataset, characters: ["A", "B", "C"] }, results),
        undefined,
      );
    }),
);

Deno.test(
  "findBestRun() finds nothing where nothing was trained",
  needsPermissions,
  () =>
    withTemporaryFolder(async (results) => {
      assertEquals(await findBestRun(dataset, join(results, "missing")), undefined);
    }),
);

Deno.test("notebookRunFolder() keeps the models of different data sets apart", () => {
  assertEquals(notebookRunFolder("letters", "results"), join("results", "notebook-letters"));
});
