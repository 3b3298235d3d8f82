/** The images of a run are found again, and never confused with others. */

import { assert, assertEquals } from "@std/assert";
import { sequentialOrder } from "../../lib/datasets/batches.ts";
import { loadRunData } from "../../lib/runs/data.ts";
import { findRunImages, imagesSha256 } from "../../lib/runs/images.ts";
import { writeDataset, writeTinyData } from "../commands/tiny_data.ts";
import { needsPermissions } from "../permissions.ts";
import { exampleRun } from "../reports/example_run.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const { record, testDataset } = exampleRun(2);

Deno.test(
  "findRunImages() returns only images with the recorded digest",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      await writeDataset(folder, testDataset);
      assertEquals((await findRunImages(record, folder)).dataset?.images, testDataset.images);
      const labels = testDataset.labels.with(0, 5);
      await writeDataset(folder, { ...testDataset, labels });
      const { dataset, reason } = await findRunImages(record, folder);
      assertEquals(dataset, null);
      assertEquals(
        reason,
        `The test images of "${testDataset.name}" found here are not those that the run was measured on.`,
      );
    }),
);

Deno.test("imagesSha256() agrees with sha256sum on bytes put together by hand", () => {
  const two = {
    name: "two",
    split: "test" as const,
    images: Uint8Array.of(1, 2, 3, 4, 5, 6),
    labels: Uint8Array.of(7, 8, 9),
    count: 3,
    height: 1,
    width: 2,
    characters: ["a"],
    sources: [],
  };
  // printf '1x2\n\5\6\1\2\11\7' | sha256sum
  assertEquals(
    imagesSha256(two, Uint32Array.of(2, 0)),
    "7291bbf601ea32748e8443956afc3ac3b7c594d1cc3d22101994eff65beafda4",
  );
});

Deno.test(
  "findRunImages() finds what a run held out, in the folder that it was given",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      await writeTinyData(folder);
      const { config } = record;
      const options = {
        data: folder,
        seed: 3,
        limit: 100,
        validation: 0.1,
        evaluation: "validation" as const,
        also: {},
      };
      const { evaluated } = await loadRunData(options, "tiny", { announce: () => {} });
      const indices = sequentialOrder(evaluated.count);
      const digests = { testSha256: imagesSha256(evaluated, indices) };
      const heldOut = {
        ...record,
        config: {
          ...config,
          options: { ...config.options, ...options },
          dataset: {
            ...config.dataset,
            ...digests,
            name: "tiny",
            characters: [...evaluated.characters],
          },
        },
        predictions: { ...record.predictions, indices },
      };
      assertEquals((await findRunImages(heldOut)).dataset?.images, evaluated.images);
      await Deno.remove(folder, { recursive: true });
      const { dataset, reason } = await findRunImages(heldOut);
      assertEquals(dataset, null);
      assert(reason.startsWith('Cannot find data set "tiny" (train)'), reason);
      await Deno.mkdir(folder);
    }),
);
