import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { downloadDataset } from "../../lib/datasets/download_dataset.ts";
import { examineHalf, takeInventory } from "../../lib/datasets/inventory.ts";
import { loadDataset } from "../../lib/datasets/load.ts";
import { findKnownDataset, publishedFilesOf } from "../../lib/datasets/splits.ts";
import { UserError } from "../../lib/user_error.ts";
import {
  isSharedFileThere,
  sharedDataFolder,
  withTemporaryFolder,
  writeHalf,
} from "./data_folder.ts";
import { keepReport, serveZip, zipOf } from "./download/zip_server.ts";

Deno.test("downloadDataset() refuses what NIST does not publish", async () => {
  const error = await assertRejects(
    () => downloadDataset("ballanced", { report: keepReport() }),
    UserError,
    "expected one of balanced, byclass, bymerge, letters, digits, mnist",
  );
  assertEquals(error.hint, 'Did you mean "balanced"?');
});

Deno.test({
  name: "downloadDataset() fetches the official mnist test half, which then loads verified",
  ignore: !isSharedFileThere("official/emnist-mnist-test-images-idx3-ubyte.gz"),
  fn: async () => {
    const known = findKnownDataset("mnist");
    assert(known !== undefined);
    const files = publishedFilesOf(known).filter((file) => !file.name.includes("-train-"));
    const examples = await Promise.all(files.map(async (published) => ({
      published,
      bytes: await Deno.readFile(join(sharedDataFolder, "official", published.name)),
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
      assertEquals((await examineHalf("mnist", "test", [dataFolder])).state, "verified");
    });
  },
});

Deno.test("takeInventory() tells how it stands with every data set", async () => {
  await withTemporaryFolder(async (folder) => {
    const one = { shape: [1, 1, 1], images: [9], labels: [0] } as const;
    await writeHalf(folder, "emnist-digits-test", { ...one, gzip: true });
    await writeHalf(folder, "emnist-letters-test", one);
    await writeHalf(folder, "emnist47-test", { ...one, gzip: true });
    await writeHalf(join(folder, "sub"), "mine-test", one);
    await Deno.writeTextFile(join(folder, "sub", "mine-mapping.txt"), "0 65\n1 66\n");
    await writeHalf(folder, "bad-test", one);
    await Deno.writeTextFile(join(folder, "bad-mapping.txt"), "nonsense");
    const halves = await takeInventory(folder);
    const tests = new Map(
      halves.filter((half) => half.split === "test").map((half) => [half.name, half]),
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
    assertEquals(halves.find((half) => half.name === "mine")?.state, "missing");
  });
});
