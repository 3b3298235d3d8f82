import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { judgeDigest } from "../../lib/datasets/published_files.ts";
import { parseMapping } from "../../lib/datasets/mapping.ts";
import { publishedFiles } from "../../lib/datasets/published_files.ts";
import {
  findKnownDataset,
  KNOWN_DATASETS,
  OFFICIAL_NAMES,
  publishedFilesOf,
  splitFileNames,
} from "../../lib/datasets/splits.ts";
import { isRealFileThere, realDataFolder } from "./data_folder.ts";

Deno.test("KNOWN_DATASETS holds the counts and classes of the EMNIST paper", () => {
  // Cohen et al. 2017, table II; the published letters files hold 145,600 images.
  const expected = [
    ["balanced", 47, 131_600, 0],
    ["byclass", 62, 814_255, 0],
    ["bymerge", 47, 814_255, 0],
    ["letters", 26, 145_600, 1],
    ["digits", 10, 280_000, 0],
    ["mnist", 10, 70_000, 0],
  ];
  const found = KNOWN_DATASETS.filter((known) => known.official).map((known) => [
    known.name,
    known.characters.length,
    known.counts.train + known.counts.test,
    known.labelOffset,
  ]);
  assertEquals(found, expected);
});

Deno.test("KNOWN_DATASETS has a digest and a size for each of their files", () => {
  for (const known of KNOWN_DATASETS) {
    const files = publishedFilesOf(known);
    assertEquals(files.length, 5, known.name);
    for (const file of files) assert(file.size > 0 && /^[0-9a-f]{64}$/.test(file.sha256));
  }
  assertEquals(publishedFiles.size, 35);
});

Deno.test("findKnownDataset() takes a name or a stem", () => {
  assertEquals(findKnownDataset("emnist-balanced"), findKnownDataset("balanced"));
  assertEquals(findKnownDataset("nonsense"), undefined);
});

Deno.test("splitFileNames() follows NIST's naming", () => {
  assertEquals(splitFileNames("emnist-letters", "test"), {
    images: "emnist-letters-test-images-idx3-ubyte",
    labels: "emnist-letters-test-labels-idx1-ubyte",
    mapping: "emnist-letters-mapping.txt",
  });
});

Deno.test("judgeDigest() tells official, published, altered, wrong and unknown apart", () => {
  const letters = "emnist-letters-test-labels-idx1-ubyte";
  const right = "924955c31fe7fd809b7303b5c0141282955f4b8390c74cdfd5d80435e0f4b4cb";
  const wrong = "0".repeat(64);
  assertEquals(judgeDigest(`${letters}.gz`, right).verdict, "official");
  assertEquals(judgeDigest(`${letters}.gz`, wrong), { verdict: "wrong", expected: right });
  assertEquals(judgeDigest(letters, wrong).verdict, "unknown");
  assertEquals(judgeDigest("emnist-mnist-test-labels-idx1-ubyte", wrong).verdict, "wrong");
  assertEquals(judgeDigest("emnist47-mapping.txt", wrong).verdict, "altered");
  assertEquals(judgeDigest("tiny-mapping.txt", wrong), { verdict: "unknown" });
  const emnist47 = publishedFiles.get("emnist47-mapping.txt");
  assertEquals(judgeDigest("emnist47-mapping.txt", emnist47?.sha256 ?? "").verdict, "published");
});

Deno.test({
  name: "publishedFiles agrees with the list of digests that lies beside the checkout",
  ignore: !isRealFileThere("official/EMNIST-SHA256.txt"),
  fn: async () => {
    const path = join(realDataFolder, "official", "EMNIST-SHA256.txt");
    const lines = (await Deno.readTextFile(path)).trim().split("\n");
    assertEquals(lines.length, 24);
    for (const line of lines) {
      const [sha256, name, size] = line.split(/\s+/);
      const file = publishedFiles.get(name);
      assertEquals([file?.sha256, file?.size], [sha256, Number(size)]);
    }
  },
});

for (const name of OFFICIAL_NAMES) {
  const path = `official/emnist-${name}-mapping.txt`;
  Deno.test({
    name: `KNOWN_DATASETS has the characters of ${name}'s published mapping`,
    ignore: !isRealFileThere(path),
    fn: async () => {
      const mapping = parseMapping(await Deno.readTextFile(join(realDataFolder, path)), path);
      const known = findKnownDataset(name);
      assertEquals(mapping.characters, known?.characters);
      assertEquals(mapping.labelOffset, known?.labelOffset);
    },
  });
}
