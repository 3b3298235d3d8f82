import { assert, assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { createSprite } from "../../lib/reports/html/sprite.ts";
import { createFindings } from "../../lib/reports/findings.ts";
import { findRunImages } from "../../lib/runs/images.ts";
import { chooseShownImages, highestCap } from "../../lib/reports/shown_images.ts";
import { testImagesSha256 } from "../../lib/runs/test_digest.ts";
import { exampleRun } from "./example_run.ts";

const { record, testDataset } = exampleRun(10);
const findings = createFindings("run", record);

Deno.test("chooseShownImages() shows every error once, and right answers for comparison", () => {
  const cells = chooseShownImages(findings);
  const wrong = cells.filter(({ trueClass, predictedClass }) => trueClass !== predictedClass);
  assertEquals(wrong.reduce((sum, { answers }) => sum + answers.length, 0), findings.errors);
  const shown = cells.flatMap(({ answers }) => answers.map(({ index }) => index));
  assertEquals(new Set(shown).size, shown.length);
  for (const { trueClass, predictedClass, answers } of cells) {
    for (const { index } of answers) assertEquals(record.predictions.labels[index], trueClass);
    const sure = answers.map(({ confidence }) => confidence);
    assertEquals(sure, sure.toSorted((first, second) => second - first));
    if (trueClass === predictedClass) assert(answers.length <= 6);
  }
});

Deno.test("chooseShownImages() cuts the fullest cells first", () => {
  const cells = chooseShownImages(findings, 40);
  const wrong = cells.filter(({ trueClass, predictedClass }) => trueClass !== predictedClass);
  const occurring = findings.matrix.counts.filter((count, cell) => count > 0 && cell % 48 !== 0);
  assertEquals(wrong.length, occurring.length);
  const most = Math.max(...wrong.map(({ answers }) => answers.length));
  assert(most < Math.max(...occurring));
});

Deno.test("highestCap() fills a budget and never goes below 1", () => {
  assertEquals(highestCap([5, 2, 1], 100), 5);
  assertEquals(highestCap([5, 2, 1], 6), 3);
  assertEquals(highestCap([5, 2, 1], 2), 1);
  assertEquals(highestCap([], 10), 1);
});

Deno.test("createSprite() lays images out row by row, near their own greys", () => {
  const sprite = createSprite(testDataset, [3, 7]);
  const { width, height, data } = decode(
    Uint8Array.fromBase64(sprite.dataUri.slice("data:image/png;base64,".length)),
  );
  assertEquals([width, height, sprite.columns, sprite.rows], [40 * 28, 28, 40, 1]);
  for (let row = 0; row < 28; row++) {
    for (let column = 0; column < 28; column++) {
      const original = testDataset.images[(7 * 28 + row) * 28 + column];
      assert(Math.abs(data[row * width + 28 + column] - original) <= 255 / 31 / 2 + 1);
    }
  }
});

Deno.test("findRunImages() returns only images with the recorded digest", async () => {
  assertEquals((await findRunImages(record, { testDataset })).dataset, testDataset);
  const shorter = { ...testDataset, count: 9 };
  assertEquals((await findRunImages(record, { testDataset: shorter })).dataset, null);
});

Deno.test("testImagesSha256() agrees with sha256sum on bytes put together by hand", () => {
  const two = {
    ...{ name: "two", split: "test" as const, images: Uint8Array.of(1, 2, 3, 4, 5, 6) },
    ...{ labels: Uint8Array.of(7, 8, 9), count: 3, height: 1, width: 2 },
    ...{ characters: ["a"], sources: [] },
  };
  // printf '1x2\n\5\6\1\2\11\7' | sha256sum
  assertEquals(
    testImagesSha256(two, Uint32Array.of(2, 0)),
    "7291bbf601ea32748e8443956afc3ac3b7c594d1cc3d22101994eff65beafda4",
  );
});

Deno.test("findRunImages() does not take test images for those held out for validation", async () => {
  const { config } = record;
  const options = { ...config.options, evaluation: "validation" as const };
  const { dataset, reason } = await findRunImages({ ...record, config: { ...config, options } });
  assertEquals(dataset, null);
  assertEquals(reason, "The run was measured on images that it held out itself.");
});
