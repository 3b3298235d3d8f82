/** What looks wrong in images, on characters whose ink, scale or orientation was changed. */

import { assertEquals, assertMatch } from "@std/assert";
import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { loadDataset } from "../../lib/datasets/load.ts";
import { findOddities } from "../../lib/datasets/oddities.ts";
import { transposeImages } from "../../lib/datasets/orientation.ts";
import { createSyntheticDataset } from "../../lib/datasets/synthetic.ts";
import { isRealFileThere, realDataFolder } from "./data_folder.ts";

function changed(dataset: ImageDataset, change: (value: number) => number): ImageDataset {
  return { ...dataset, images: dataset.images.map(change) };
}

function turned(dataset: ImageDataset): ImageDataset {
  const images = dataset.images.slice();
  transposeImages(images, dataset.height, dataset.width);
  return { ...dataset, images };
}

const drawn = createSyntheticDataset("test", { imagesPerClass: 20, seed: 7 });

Deno.test("findOddities() says nothing of characters as they should be", () => {
  assertEquals(findOddities(drawn), []);
});

Deno.test("findOddities() names inverted ink, pixels of 0 and 1, and upright files", () => {
  assertMatch(findOddities(changed(drawn, (value) => 255 - value))[0], /as if it were inverted$/);
  assertMatch(
    findOddities(changed(drawn, (value) => value > 127 ? 1 : 0))[0],
    /largest pixel is 1/,
  );
  assertMatch(findOddities(turned(drawn))[0], /stood upright/);
});

Deno.test("findOddities() says nothing of characters that it does not know", () => {
  const characters = drawn.characters.map((_, index) => String.fromCodePoint(0x3b1 + index));
  assertEquals(findOddities({ ...turned(drawn), characters }), []);
});

Deno.test({
  name: "findOddities() tells real handwriting upright from turned, also a few classes of it",
  ignore: !isRealFileThere("emnist47/emnist47-test-images-idx3-ubyte.gz"),
  fn: async () => {
    const all = await loadDataset("emnist47", "test", { dataFolder: realDataFolder });
    for (const characters of [all.characters.join(""), "0123456789", "ABC", "xyz1TL"]) {
      const names = all.characters.map((character) =>
        characters.includes(character) ? character : ""
      );
      const dataset = { ...all, characters: names };
      assertEquals(findOddities(dataset), [], characters);
      assertEquals(findOddities(turned(dataset)).length, 1, characters);
    }
  },
});
