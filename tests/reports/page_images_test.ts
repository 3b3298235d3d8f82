import { assert, assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { confusionMatrixOf, errorCount } from "../../lib/evaluation/confusion_matrix.ts";
import { createPageImages } from "../../lib/reports/html/page_images.ts";
import { chooseShownCells, highestCap } from "../../lib/reports/shown_cells.ts";
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
  const answers = Array.from({ length: 42 }, (_, place) => ({
    ...{ index: 3 * place, trueClass: 0, predictedClass: 1, confidence: 0.5 },
  }));
  const images = createPageImages(testDataset, [{ trueClass: 0, predictedClass: 1, answers }]);
  const { width, height, data } = decode(
    Uint8Array.fromBase64(images.dataUri.slice("data:image/png;base64,".length)),
  );
  assertEquals([width, height, images.columns, images.rows], [40 * 28, 2 * 28, 40, 2]);
  // The last image lies in the second row, in the second place.
  for (let row = 0; row < 28; row++) {
    for (let column = 0; column < 28; column++) {
      const original = testDataset.images[(123 * 28 + row) * 28 + column];
      const drawn = data[(28 + row) * width + 28 + column];
      assert(Math.abs(drawn - original) <= 255 / 31 / 2 + 1);
    }
  }
});
