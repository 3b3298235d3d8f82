/** Building emnist47 of official files, byte for byte as this project describes it. */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { shuffledOrder } from "../../../lib/datasets/batches.ts";
import {
  buildEmnist47,
  mergeClasses,
  type PickedImages,
  pickImages,
  writeEmnist47,
} from "../../../lib/datasets/emnist47/build.ts";
import { parseIdx } from "../../../lib/datasets/idx.ts";
import { loadDataset } from "../../../lib/datasets/load.ts";
import { findKnownDataset } from "../../../lib/datasets/splits.ts";
import { createRandom } from "../../../lib/random.ts";
import { UserError } from "../../../lib/user_error.ts";
import { isRealFileThere, realDataFolder } from "../data_folder.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";
import { keepReport } from "../download/zip_server.ts";

const ignore = !isRealFileThere("official/emnist-bymerge-test-images-idx3-ubyte.gz") ||
  !isRealFileThere("emnist47/emnist47-train-images-idx3-ubyte.gz");

async function readReal(stem: string): Promise<PickedImages> {
  const read = async (kind: string) => {
    const path = join(realDataFolder, `${stem}-${kind}-ubyte.gz`);
    const { data } = parseIdx(await Deno.readFile(path));
    assert(data instanceof Uint8Array);
    return data;
  };
  return { images: await read("images-idx3"), labels: await read("labels-idx1") };
}

Deno.test({
  name: "buildEmnist47() builds the test split of ByMerge's test file without a download",
  ignore,
  fn: () =>
    withTemporaryFolder(async (folder) => {
      const files = await buildEmnist47(["test"], folder, { report: keepReport() });
      assertEquals(files.length, 2);
      const announced: string[] = [];
      const announce = (line: string) => announced.push(line);
      const built = await loadDataset("emnist47", "test", { dataFolder: folder, announce });
      const real = await loadDataset("emnist47", "test", {
        dataFolder: join(realDataFolder, "emnist47"),
      });
      assertEquals(announced, []);
      assertEquals(built.images, real.images);
      assertEquals(built.characters, real.characters);
    }),
});

Deno.test({
  name:
    "writeEmnist47() accepts the training split of ByMerge's file and one composed for ByClass's",
  ignore,
  fn: async () => {
    const byMerge = await readReal("official/emnist-bymerge-test");
    const wanted = await readReal("emnist47/emnist47-train");
    const digests = await Deno.readFile(
      new URL("../../../lib/datasets/emnist47/image_digests.bin", import.meta.url),
    );
    const sources = [byMerge, composeByClass(wanted)];
    const picked = pickImages(digests.subarray(0, wanted.labels.length * 8), sources, 784);
    await withTemporaryFolder(async (folder) => {
      assertEquals((await writeEmnist47("train", picked, folder)).length, 2);
      picked.labels[0] = (picked.labels[0] + 1) % 47;
      await assertRejects(() => writeEmnist47("train", picked, folder), UserError, "SHA-256");
    });
  },
});

/** The images of a split in another order, with labels among ByClass's 62, as its file has them. */
function composeByClass({ images, labels }: PickedImages): PickedImages {
  const characters = findKnownDataset("byclass")?.characters ?? [];
  const classes = mergeClasses(Uint8Array.from(characters, (_, index) => index));
  const order = shuffledOrder(labels.length, createRandom(1));
  const shuffled = new Uint8Array(images.length);
  const byClass = new Uint8Array(labels.length);
  order.forEach((from, to) => {
    shuffled.set(images.subarray(from * 784, (from + 1) * 784), to * 784);
    // Of a merged class, capitals and lower-case letters take turns.
    byClass[to] = to % 2 === 0 ? classes.indexOf(labels[from]) : classes.lastIndexOf(labels[from]);
  });
  return { images: shuffled, labels: mergeClasses(byClass) };
}

function digestOf(...pixels: number[]): number[] {
  return [...createHash("sha256").update(Uint8Array.from(pixels)).digest().subarray(0, 8)];
}

const sources = [
  { images: Uint8Array.of(1, 2, 3, 4), labels: Uint8Array.of(10, 11) },
  { images: Uint8Array.of(5, 6), labels: Uint8Array.of(12) },
];

Deno.test("pickImages() picks from all sources, in the order of the list", () => {
  const digests = Uint8Array.from([...digestOf(5, 6), ...digestOf(3, 4)]);
  assertEquals(pickImages(digests, sources, 2), {
    images: Uint8Array.of(5, 6, 3, 4),
    labels: Uint8Array.of(12, 11),
  });
});

Deno.test("pickImages() throws when a listed image is nowhere", () => {
  assertThrows(
    () => pickImages(Uint8Array.from(digestOf(9, 9)), sources, 2),
    SyntaxError,
    "expected image 0 with the digest",
  );
});

Deno.test("mergeClasses() joins 15 lower-case letters with their capitals", () => {
  // 0-9, then A-Z from 10, then a-z from 36; a, t keep classes of their own: 36 and 46.
  assertEquals([...mergeClasses(Uint8Array.of(0, 10, 35, 36, 38, 55, 61))], [
    ...[0, 10, 35, 36],
    ...[12, 46, 35],
  ]);
});
