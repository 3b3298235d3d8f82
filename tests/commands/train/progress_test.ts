import { assert, assertEquals } from "@std/assert";
import { createTrainingProgress, epochLine } from "../../../lib/commands/train/progress.ts";

const record = {
  epoch: 2,
  loss: 0.98765,
  accuracy: 0.71234,
  learningRate: 0.001,
  validationLoss: null,
  validationAccuracy: null,
  seconds: 8.6,
  imagesPerSecond: 10_654.3,
};

Deno.test("epochLine() says an epoch in one line", () => {
  assertEquals(
    epochLine(record, 10),
    "epoch 2/10 | loss 0.9877 | accuracy 71.2 % | 10,654 images/s | 9 s",
  );
  assertEquals(
    epochLine({ ...record, validationLoss: 1.5, validationAccuracy: 0.5 }, 10),
    "epoch 2/10 | loss 0.9877 | accuracy 71.2 % | validation loss 1.5000 | " +
      "validation accuracy 50.0 % | 10,654 images/s | 9 s",
  );
});

Deno.test("epochLine() fits a terminal of 80 columns, times of an hour included", () => {
  const long = {
    ...record,
    epoch: 100,
    validationLoss: 1.5,
    validationAccuracy: 0.5,
    seconds: 3725,
  };
  const line = epochLine(long, 100, 80);
  assertEquals(
    line,
    "epoch 100/100 | loss 0.9877 | accuracy 71.2 % | validation 50.0 % | 1 h 02 min",
  );
  assert(line.length <= 80);
  assertEquals(epochLine(record, 10, 80), epochLine(record, 10));
});

Deno.test("createTrainingProgress() prints epochs, and nothing when it is to be quiet", () => {
  const lines: string[] = [];
  const original = console.error;
  console.error = (line: string) => lines.push(line);
  try {
    for (const quiet of [false, true]) {
      const progress = createTrainingProgress({
        epochs: 10,
        batchCount: 3,
        isTerminal: false,
        quiet,
      });
      progress.batch({
        epoch: 2,
        batch: 1,
        lossSum: 1,
        correct: 1,
        imageCount: 2,
        seconds: 1,
        history: [],
      });
      progress.epoch(record);
      progress.stop();
    }
  } finally {
    console.error = original;
  }
  assertEquals(lines, [epochLine(record, 10)]);
});
