/** A data set made of pictures of drawn characters. */

import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { encode } from "fast-png";
import { dirname, join } from "node:path";
import { createOwnDataset } from "../../../lib/commands/data/own_pictures.ts";
import { loadDataset } from "../../../lib/datasets/load.ts";
import { transposeImages } from "../../../lib/datasets/orientation.ts";
import { countByClass } from "../../../lib/datasets/stratified_sample.ts";
import { createSyntheticDataset } from "../../../lib/datasets/synthetic.ts";
import { UserError } from "../../../lib/user_error.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";
import { needsPermissions } from "../../permissions.ts";

const drawn = createSyntheticDataset("train", { imagesPerClass: 1 });

/** Writes a drawn image as a PNG, enlarged and with a margin; dark on light unless inverted. */
async function writePicture(path: string, index: number, zoom: number, isInverted: boolean) {
  const [margin, pixels] = [6, drawn.images.subarray(index * 784, (index + 1) * 784)];
  const side = 28 * zoom + 2 * margin;
  const data = new Uint8Array(side * side);
  for (let y = 0; y < 28 * zoom; y += 1) {
    for (let x = 0; x < 28 * zoom; x += 1) {
      const ink = pixels[Math.floor(y / zoom) * 28 + Math.floor(x / zoom)];
      data[(y + margin) * side + x + margin] = ink;
    }
  }
  const shown = isInverted ? data : data.map((ink) => 255 - ink);
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeFile(
    path,
    encode({ data: shown, width: side, height: side, channels: 1, depth: 8 }),
  );
}

Deno.test(
  "createOwnDataset() makes a data set of pictures of any size and polarity",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const from = join(folder, "pictures");
      for (const [character, name] of [["B", "B"], ["A", "A"], ["a", "U+0061"]]) {
        const index = drawn.characters.indexOf(character);
        for (const zoom of [2, 3, 4, 5, 6]) {
          await writePicture(join(from, name, `${zoom}.png`), index, zoom, zoom % 2 === 1);
        }
      }
      await Deno.writeTextFile(join(from, "A", "broken.png"), "no picture");
      const lines: string[] = [];
      const options = {
        from,
        name: "mine",
        dataFolder: join(folder, "data"),
        testShare: 0.4,
        seed: 3,
        announce: (line: string) => lines.push(line),
      };
      assertMatch(
        await createOwnDataset(options),
        /^mine is in ".*", 9 pictures to learn from and 6 to test with, of A B a\. Use it/,
      );
      assertEquals(lines.length, 1);
      assertMatch(lines[0], /broken\.png.*Left out\.$/);
      const load = (split: "train" | "test") =>
        loadDataset("mine", split, { dataFolder: options.dataFolder });
      const [train, test] = [await load("train"), await load("test")];
      assertEquals(train.characters, ["A", "B", "a"]);
      assertEquals([[...countByClass(train)], [...countByClass(test)]], [[3, 3, 3], [2, 2, 2]]);
      for (const [label, character] of train.characters.entries()) {
        const [first, ...others] = [train, test].flatMap(({ images, labels }) =>
          [...labels.keys()].filter((index) => labels[index] === label)
            .map((index) => images.subarray(index * 784, (index + 1) * 784))
        );
        for (const other of others) assert(correlation(first, other) > 0.97, character);
        const source = drawn.characters.indexOf(character);
        const upright = drawn.images.slice(source * 784, (source + 1) * 784);
        const turned = upright.slice();
        transposeImages(turned, 28, 28);
        assert(correlation(first, upright) > correlation(first, turned) + 0.1, character);
      }
      const before = await Deno.readFile(
        join(folder, "data", "mine", "mine-test-labels-idx1-ubyte.gz"),
      );
      await createOwnDataset(options);
      const after = await Deno.readFile(
        join(folder, "data", "mine", "mine-test-labels-idx1-ubyte.gz"),
      );
      assertEquals(after, before);
    }),
);

Deno.test(
  "createOwnDataset() refuses names with a meaning, and folders without pictures",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const options = { from: folder, testShare: 0.2, seed: 0, announce() {} };
      for (const name of ["balanced", "synthetic", "a/b", ""]) {
        await assertRejects(() => createOwnDataset({ ...options, name }), UserError, "Cannot call");
      }
      await assertRejects(
        () => createOwnDataset({ ...options, name: "mine" }),
        UserError,
        "expected pictures but found none",
      );
    }),
);

/** Pearson's correlation of two images' pixels. */
function correlation(first: Uint8Array, second: Uint8Array): number {
  const mean = (values: Uint8Array) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [firstMean, secondMean] = [mean(first), mean(second)];
  let [product, firstSquares, secondSquares] = [0, 0, 0];
  first.forEach((value, pixel) => {
    const [one, other] = [value - firstMean, second[pixel] - secondMean];
    product += one * other;
    firstSquares += one * one;
    secondSquares += other * other;
  });
  return product / Math.sqrt(firstSquares * secondSquares);
}
