import { assertEquals } from "@std/assert";
import { createHistoryFrame } from "../../lib/frames/history_frame.ts";

const EPOCHS = [
  {
    ...{ epoch: 1, loss: 0.9, accuracy: 0.7, validationLoss: 0.6, validationAccuracy: 0.8 },
    ...{ learningRate: 0.001, seconds: 20, imagesPerSecond: 4500 },
  },
  {
    ...{ epoch: 2, loss: 0.5, accuracy: 0.8, validationLoss: null, validationAccuracy: null },
    ...{ learningRate: 0.001, seconds: 21, imagesPerSecond: 4400 },
  },
];

Deno.test("createHistoryFrame() keeps every epoch and null where there was no validation", () => {
  assertEquals(createHistoryFrame(EPOCHS).toRecords(), EPOCHS);
  assertEquals(createHistoryFrame([]).height, 0);
});
