import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { loadDataset } from "../../lib/datasets/load.ts";
import { countByClass } from "../../lib/datasets/stratified_sample.ts";
import { sha256OfFile } from "../../lib/machine/sha256.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { type ExampleSplit, writeSplit } from "./data_folder.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

/** Two images of 2 by 3 pixels as stored, labels from 1, as in EMNIST's letters. */
const TINY: ExampleSplit = {
  shape: [2, 2, 3],
  images: [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16],
  labels: [2, 1],
};
const TINY_MAPPING = "1 65 97\r\n2 66 98\r\n";

async function writeTiny(folder: string, changes: Partial<ExampleSplit> = {}): Promise<void> {
  await writeSplit(folder, "tiny-test", { ...TINY, ...changes });
  await Deno.writeTextFile(join(folder, "tiny-mapping.txt"), TINY_MAPPING);
}

async function assertRefused(folder: string, message: string, name = "tiny"): Promise<void> {
  const error = await assertRejects(
    () => loadDataset(name, "test", { dataFolder: folder }),
    UserError,
  );
  assert(error.message.includes(message), error.message);
  assert(error.hint !== "");
}

for (const gzip of [false, true]) {
  Deno.test(
    `loadDataset() reads a folder's ${gzip ? "packed" : "plain"} files upright`,
    needsPermissions,
    async () => {
      await withTemporaryFolder(async (dataFolder) => {
        await writeTiny(dataFolder, { gzip });
        const dataset = await loadDataset("tiny", "test", { dataFolder });
        assertEquals([dataset.count, dataset.height, dataset.width], [2, 3, 2]);
        assertEquals([...dataset.images], [1, 4, 2, 5, 3, 6, 11, 14, 12, 15, 13, 16]);
        assertEquals([...dataset.labels], [1, 0]);
        assertEquals(dataset.characters, ["A", "B"]);
        assertEquals([dataset.name, dataset.split], ["tiny", "test"]);
        const suffix = gzip ? ".gz" : "";
        const expected = ["images-idx3-ubyte", "labels-idx1-ubyte"].map((kind) =>
          `tiny-test-${kind}${suffix}`
        ).concat("tiny-mapping.txt");
        assertEquals(dataset.sources.map((source) => source.name), expected);
        for (const { name, sha256, official } of dataset.sources) {
          assertEquals(sha256, await sha256OfFile(join(dataFolder, name)));
          assertEquals(official, false);
        }
      });
    },
  );
}

Deno.test(
  "loadDataset() needs the train split only when it is asked for",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (dataFolder) => {
      await writeTiny(dataFolder);
      await assertRejects(
        () => loadDataset("tiny", "train", { dataFolder }),
        UserError,
        "tiny-train-images-idx3-ubyte",
      );
    });
  },
);

Deno.test(
  "loadDataset() searches sub-folders one level deep, not two",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (dataFolder) => {
      await writeTiny(join(dataFolder, "one", "two"));
      await assertRefused(dataFolder, 'Cannot find data set "tiny" (test)');
      await writeTiny(join(dataFolder, "one"));
      assertEquals((await loadDataset("tiny", "test", { dataFolder })).count, 2);
    });
  },
);

Deno.test(
  "loadDataset() draws a limited sample in which every class keeps its share",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (dataFolder) => {
      const labels = Array.from({ length: 60 }, (_, index) => index < 40 ? 1 : 2);
      const images = Array.from({ length: 60 * 6 }, (_, pixel) => Math.floor(pixel / 6));
      await writeTiny(dataFolder, { shape: [60, 2, 3], images, labels });
      const options = { dataFolder, limit: 6, seed: 4 };
      const dataset = await loadDataset("tiny", "test", options);
      assertEquals([...countByClass(dataset)], [4, 2]);
      assertEquals(await loadDataset("tiny", "test", options), dataset);
      assertEquals((await loadDataset("tiny", "test", { dataFolder, limit: 99 })).count, 60);
      await assertRejects(
        () => loadDataset("tiny", "test", { dataFolder, limit: 0 }),
        RangeError,
        "found 0",
      );
    });
  },
);

Deno.test(
  "loadDataset() names what does not fit in a folder's files",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      await writeTiny(folder, { labels: [1] });
      await assertRefused(
        folder,
        'expected 2 labels, as "tiny-test-images-idx3-ubyte" has images,',
      );
      await writeTiny(folder, { labels: [1, 3] });
      await assertRefused(folder, "expected labels from 1 to 2 but found 3 at image 1");
      await writeTiny(folder, { shape: [0, 28, 28], images: [], labels: [] });
      await assertRefused(folder, "expected images but found the shape [0,28,28]");
      await writeTiny(folder);
      await Deno.writeTextFile(join(folder, "tiny-mapping.txt"), "nonsense");
      await assertRefused(folder, 'Cannot parse mapping file "tiny-mapping.txt"');
      await writeTiny(folder);
      await Deno.writeTextFile(join(folder, "tiny-test-images-idx3-ubyte.gz"), "<!DOCTYPE html>");
      await assertRefused(folder, "expected magic 2051 but found 1008813135");
    });
  },
);

Deno.test(
  "loadDataset() refuses an official file whose digest is wrong",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      await writeSplit(folder, "emnist-digits-test", { ...TINY, gzip: true });
      await assertRefused(folder, "expected NIST's SHA-256", "digits");
    });
  },
);

Deno.test(
  "loadDataset() says that unpacked official files are not verified",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (dataFolder) => {
      const count = 20_800;
      const labels = Array.from({ length: count }, (_, index) => 1 + index % 26);
      const images = new Array<number>(count).fill(9);
      await writeSplit(dataFolder, "emnist-letters-test", { shape: [count, 1, 1], images, labels });
      const lines: string[] = [];
      const announce = (line: string) => lines.push(line);
      const dataset = await loadDataset("letters", "test", { dataFolder, announce });
      assertEquals(lines.length, 2);
      for (const line of lines) assertMatch(line, /is used unverified/);
      assertEquals(dataset.characters.join(""), "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
      assertEquals([...dataset.labels.subarray(0, 3), dataset.labels[25]], [0, 1, 2, 25]);
      assert(dataset.sources.every((source) => !source.official));

      await writeSplit(dataFolder, "emnist-letters-test", { ...TINY, gzip: false });
      await assertRefused(
        dataFolder,
        'expected the 20800 images of "letters" but found 2',
        "letters",
      );
    });
  },
);

Deno.test("loadDataset() refuses a folder that is not there", needsPermissions, async () => {
  await assertRefused(join(Deno.cwd(), "no-such-folder"), "expected a folder there");
});

Deno.test("loadDataset() proposes the nearest name or the download", needsPermissions, async () => {
  const near = await assertRejects(() => loadDataset("emnist74", "test"), UserError);
  assertMatch(near.hint, /Did you mean "emnist47"\?/);
  const far = await assertRejects(() => loadDataset("zebra", "test"), UserError);
  assertMatch(far.hint, /balanced, byclass, bymerge, letters, digits, mnist, emnist47, synthetic/);
});

Deno.test("loadDataset() follows $EMNIST_DATA", needsPermissions, async () => {
  await withTemporaryFolder(async (folder) => {
    await writeTiny(folder);
    const before = Deno.env.get("EMNIST_DATA");
    Deno.env.set("EMNIST_DATA", folder);
    try {
      assertEquals((await loadDataset("tiny", "test")).count, 2);
    } finally {
      if (before === undefined) Deno.env.delete("EMNIST_DATA");
      else Deno.env.set("EMNIST_DATA", before);
    }
  });
});
