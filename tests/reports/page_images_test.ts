import { assert, assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { createSprite } from "../../lib/reports/html/sprite.ts";
import { createFindings } from "../../lib/reports/findings.ts";
import { chooseShownImages, highestCap } from "../../lib/reports/shown_images.ts";

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
