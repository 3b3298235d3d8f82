import { assertEquals } from "@std/assert";
import {
  createTrainingProgress,
  duration,
  epochLine,
} from "../../../lib/commands/train/progress.ts";

const record = {
  ...{ epoch: 2, loss: 0.98765, accuracy: 0.71234, learningRate: 0.001 },
  ...{ validationLoss: null, validationAccuracy: null, seconds: 8.6, imagesPerSecond: 10_654.3 },
};

Deno.test("epochLine() says an epoch in one line", () => {
  assertEquals(
    epochLine(record, 10),
    "epoch 2/10 | loss 0.9877 | accuracy 71.23 % | 10,654 images/s | 9 s",
  );
  assertEquals(
    epochLine({ ...record, validationLoss: 1.5, validationAccuracy: 0.5 }, 10),
    "epoch 2/10 | loss 0.9877 | accuracy 71.23 % | validation loss 1.5000 | " +
      "validation accuracy 50.00 % | 10,654 images/s | 9 s",
  );
});

Deno.test("duration() uses the units that a person would", () => {
  const texts = [0, 59.4, 59.6, 61, 3599, 3600, 7325].map(duration);
  assertEquals(texts, [
    "0 s",
    "59 s",
    "1 min 00 s",
    "1 min 01 s",
    "59 min 59 s",
    "1 h 00 min",
    "2 h 02 min",
  ]);
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
        ...{ epoch: 2, batch: 1, lossSum: 1, correct: 1, imageCount: 2, seconds: 1, history: [] },
      });
      progress.epoch(record);
      progress.stop();
    }
  } finally {
    console.error = original;
  }
  assertEquals(lines, [epochLine(record, 10)]);
});
