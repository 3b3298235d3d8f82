import { assert, assertEquals } from "@std/assert";
import { parseIdx } from "../../lib/datasets/idx.ts";
import { loadDataset } from "../../lib/datasets/load.ts";
import { BALANCED_CHARACTERS } from "../../lib/datasets/splits.ts";
import { countByClass } from "../../lib/datasets/stratified_sample.ts";
import { isRealFileThere, realDataFolder } from "./data_folder.ts";

Deno.test({
  name: "loadDataset() reads the official bymerge test split, verified",
  ignore: !isRealFileThere("official/emnist-bymerge-test-images-idx3-ubyte.gz"),
  fn: async () => {
    const dataset = await loadDataset("bymerge", "test", { dataFolder: realDataFolder });
    assertEquals([dataset.count, dataset.height, dataset.width], [116_323, 28, 28]);
    assertEquals(dataset.characters, BALANCED_CHARACTERS);
    assert(dataset.sources.every((source) => source.official));
    assert(countByClass(dataset).every((count) => count > 0));
  },
});

Deno.test({
  name: "loadDataset() turns the official mnist digits upright",
  ignore: !isRealFileThere("official/emnist-mnist-test-images-idx3-ubyte.gz"),
  fn: async () => {
    const dataset = await loadDataset("mnist", "test", { dataFolder: realDataFolder });
    assertEquals([...countByClass(dataset)], new Array(10).fill(1000));
    // An upright 1 is tall: its ink spreads over more rows than columns. A transposed one lies.
    const ink = { rows: 0, columns: 0 };
    for (let index = 0; index < dataset.count; index += 1) {
      if (dataset.characters[dataset.labels[index]] !== "1") continue;
      const image = dataset.images.subarray(index * 784, (index + 1) * 784);
      const pixels = [...image.keys()].filter((pixel) => image[pixel] > 127);
      ink.rows += new Set(pixels.map((pixel) => Math.floor(pixel / 28))).size;
      ink.columns += new Set(pixels.map((pixel) => pixel % 28)).size;
    }
    assert(ink.rows > 2 * ink.columns, `${ink.rows} rows, ${ink.columns} columns`);
  },
});

Deno.test({
  name: "parseIdx() reads the official labels of balanced, equally many a class",
  ignore: !isRealFileThere("official/emnist-balanced-train-labels-idx1-ubyte.gz"),
  fn: async () => {
    for (const [split, each] of [["train", 2400], ["test", 400]]) {
      const path = `${realDataFolder}/official/emnist-balanced-${split}-labels-idx1-ubyte.gz`;
      const { shape, data } = parseIdx(await Deno.readFile(path), { name: path, magic: 2049 });
      assertEquals(shape, [47 * Number(each)]);
      const counts = new Array<number>(47).fill(0);
      for (const label of data) counts[label] += 1;
      assertEquals(counts, new Array(47).fill(each));
    }
  },
});

Deno.test({
  name: "loadDataset() reads emnist47",
  ignore: !isRealFileThere("emnist47/emnist47-train-images-idx3-ubyte.gz"),
  fn: async () => {
    const options = { dataFolder: realDataFolder };
    const train = await loadDataset("emnist47", "train", options);
    const counts = countByClass(train);
    assertEquals([train.count, Math.min(...counts), Math.max(...counts)], [91_665, 559, 2400]);
    const test = await loadDataset("emnist47", "test", options);
    assertEquals([...countByClass(test)], new Array(47).fill(200));
    assertEquals(test.characters, BALANCED_CHARACTERS);
  },
});
