import { assert, assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { confusionMatrixOf, errorCount } from "../../lib/evaluation/confusion_matrix.ts";
import {
  chooseShownCells,
  createPageImages,
  highestCap,
} from "../../lib/reports/html/page_images.ts";
import { exampleRun } from "./example_run.ts";

const { record, testDataset } = exampleRun(10);
const matrix = confusionMatrixOf(record.predictions);

Deno.test("chooseShownCells() shows every error once, and right answers for comparison", () => {
  const cells = chooseShownCells(record.predictions);
  const wrong = cells.filter(({ trueClass, predictedClass }) => trueClass !== predictedClass);
  assertEquals(wrong.reduce((sum, { answers }) => sum + answers.length, 0), errorCount(matrix));
  const shown = cells.flatMap(({ answers }) => answers.map(({ index }) => index));
  assertEquals(new Set(shown).size, shown.length);
  for (const { trueClass, predictedClass, answers } of cells) {
    for (const { index } of answers) assertEquals(record.predictions.labels[index], trueClass);
    const sure = answers.map(({ confidence }) => confidence);
    assertEquals(sure, sure.toSorted((first, second) => second - first));
    if (trueClass === predictedClass) assert(answers.length <= 6);
  }
});

Deno.test("chooseShownCells() cuts the fullest cells first", () => {
  const cells = chooseShownCells(record.predictions, 40);
  const wrong = cells.filter(({ trueClass, predictedClass }) => trueClass !== predictedClass);
  const occurring = matrix.counts.filter((count, cell) => count > 0 && cell % 48 !== 0);
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

Deno.test("createPageImages() lays images out row by row, near their own greys", () => {
  const images = createPageImages(testDataset, record.predictions);
  const { width, height, data } = decode(
    Uint8Array.fromBase64(images.dataUri.slice("data:image/png;base64,".length)),
  );
  assertEquals([width, height, images.columns], [40 * 28, 28 * images.rows, 40]);
  assert(images.rows > 2);
  for (const { place, index } of [images.placed[0], images.placed[1], images.placed[81]]) {
    const [top, left] = [28 * Math.floor(place / 40), 28 * (place % 40)];
    for (let row = 0; row < 28; row++) {
      for (let column = 0; column < 28; column++) {
        const original = testDataset.images[(index * 28 + row) * 28 + column];
        const drawn = data[(top + row) * width + left + column];
        assert(Math.abs(drawn - original) <= 255 / 31 / 2 + 1);
      }
    }
  }
});
