import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { scanFolders } from "../../../lib/datasets/data_folders.ts";
import { downloadDataset } from "../../../lib/datasets/download/download_dataset.ts";
import { examineSplit, takeInventory } from "../../../lib/datasets/inventory.ts";
import { loadDataset } from "../../../lib/datasets/load.ts";
import { findKnownDataset, publishedFilesOf } from "../../../lib/datasets/splits.ts";
import { UserError } from "../../../lib/user_error.ts";
import { needsPermissions } from "../../permissions.ts";
import { isRealFileThere, realDataFolder, writeSplit } from "../data_folder.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";
import { keepReport, serveZip, zipOf } from "./zip_server.ts";

Deno.test("downloadDataset() refuses what NIST does not publish", async () => {
  const error = await assertRejects(
    () => downloadDataset("ballanced", { report: keepReport() }),
    UserError,
    "expected one of balanced, byclass, bymerge, letters, digits, mnist",
  );
  assertEquals(error.hint, 'Did you mean "balanced"?');
});

Deno.test({
  name: "downloadDataset() fetches the official mnist test split, which then loads verified",
  ignore: !isRealFileThere("official/emnist-mnist-test-images-idx3-ubyte.gz"),
  fn: async () => {
    const known = findKnownDataset("mnist");
    assert(known !== undefined);
    const files = publishedFilesOf(known).filter((file) => !file.name.includes("-train-"));
    const examples = await Promise.all(files.map(async (published) => ({
      published,
      bytes: await Deno.readFile(join(realDataFolder, "official", published.name)),
    })));
    await using server = serveZip(await zipOf(examples));
    await withTemporaryFolder(async (folder) => {
      const dataFolder = join(folder, "new");
      const options = {
        report: keepReport(),
        url: server.url,
        dataFolder,
        splits: ["test"],
      } as const;
      assertEquals((await downloadDataset("mnist", options)).files, files);
      assertEquals((await downloadDataset("mnist", options)).files, []);
      const dataset = await loadDataset("mnist", "test", { dataFolder });
      assert(dataset.sources.every((source) => source.official));
      assertEquals(
        (await examineSplit("mnist", "test", await scanFolders([dataFolder]))).state,
        "verified",
      );
    });
  },
});

Deno.test("takeInventory() tells how it stands with every data set", needsPermissions, async () => {
  await withTemporaryFolder(async (folder) => {
    const one = { shape: [1, 1, 1], images: [9], labels: [0] } as const;
    await writeSplit(folder, "emnist-digits-test", { ...one, gzip: true });
    await writeSplit(folder, "emnist-letters-test", one);
    await writeSplit(folder, "emnist47-test", { ...one, gzip: true });
    await writeSplit(join(folder, "sub"), "mine-test", one);
    await Deno.writeTextFile(join(folder, "sub", "mine-mapping.txt"), "0 65\n1 66\n");
    await writeSplit(folder, "bad-test", one);
    await Deno.writeTextFile(join(folder, "bad-mapping.txt"), "nonsense");
    const splits = await takeInventory(folder);
    const tests = new Map(
      splits.filter((split) => split.split === "test").map((split) => [split.name, split]),
    );
    assertEquals(tests.get("digits")?.state, "wrong digest");
    assertEquals(tests.get("letters")?.state, "not verified");
    assertEquals(tests.get("emnist47")?.state, "altered");
    assertEquals(tests.get("bad")?.state, "damaged");
    assertEquals(tests.get("synthetic")?.state, "built in");
    assertEquals(tests.get("mine"), {
      name: "mine",
      split: "test",
      state: "not verified",
      count: 1,
      classes: 2,
      folder: join(folder, "sub"),
    });
    assertEquals(splits.find((split) => split.name === "mine")?.state, "missing");
  });
});
