import { assertEquals } from "@std/assert";
import { confidences, correctness, predictedClasses } from "../../lib/evaluation/predictions.ts";
import { goldenPredictions } from "../evaluation/testdata/golden_predictions.ts";
import { needsPermissions } from "../permissions.ts";

Deno.test(
  "createPredictionFrame() gives one row an image, with the characters joined",
  needsPermissions,
  async () => {
    const { createPredictionFrame } = await import("../../lib/frames/run_frames.ts");
    const frame = createPredictionFrame({
      labels: Uint8Array.of(1, 0),
      probabilities: Float32Array.of(0.25, 0.125, 0.625, 0.75, 0.25, 0),
      characters: ["0", "O", "Q"],
      indices: Uint32Array.of(7, 3),
    });
    assertEquals(frame.toRecords(), [
      {
        index: 7,
        true: "O",
        predicted: "Q",
        confidence: 0.625,
        correct: false,
        trueProbability: 0.125,
        trueRank: 3,
        second: "0",
        secondProbability: 0.25,
        third: "O",
        thirdProbability: 0.125,
      },
      {
        index: 3,
        true: "0",
        predicted: "0",
        confidence: 0.75,
        correct: true,
        trueProbability: 0.75,
        trueRank: 1,
        second: "O",
        secondProbability: 0.25,
        third: "Q",
        thirdProbability: 0,
      },
    ]);
  },
);

Deno.test(
  "createPredictionFrame() leaves guesses empty that two classes do not have",
  needsPermissions,
  async () => {
    const { createPredictionFrame } = await import("../../lib/frames/run_frames.ts");
    const [row] = createPredictionFrame({
      labels: Uint8Array.of(1),
      probabilities: Float32Array.of(0.25, 0.75),
      characters: ["0", "O"],
    }).toRecords();
    assertEquals([row.index, row.second, row.third, row.thirdProbability], [0, "0", null, null]);
  },
);

Deno.test(
  "createPredictionFrame() keeps the order and the values of thousands of images",
  needsPermissions,
  async () => {
    const { createPredictionFrame } = await import("../../lib/frames/run_frames.ts");
    const predictions = goldenPredictions();
    const frame = createPredictionFrame(predictions);
    const characterOf = (index: number) => predictions.characters[index];
    assertEquals(frame.getColumn("index").toArray(), [...predictions.labels.keys()]);
    assertEquals(frame.getColumn("true").toArray(), Array.from(predictions.labels, characterOf));
    assertEquals(
      frame.getColumn("predicted").toArray(),
      Array.from(predictedClasses(predictions), characterOf),
    );
    assertEquals(frame.getColumn("confidence").toArray(), [...confidences(predictions)]);
    assertEquals(frame.getColumn("correct").toArray().map(Number), [...correctness(predictions)]);
  },
);

const EPOCHS = [
  {
    epoch: 1,
    loss: 0.9,
    accuracy: 0.7,
    validationLoss: 0.6,
    validationAccuracy: 0.8,
    learningRate: 0.001,
    seconds: 20,
    imagesPerSecond: 4500,
  },
  {
    epoch: 2,
    loss: 0.5,
    accuracy: 0.8,
    validationLoss: null,
    validationAccuracy: null,
    learningRate: 0.001,
    seconds: 21,
    imagesPerSecond: 4400,
  },
];

Deno.test(
  "createHistoryFrame() keeps every epoch and null where there was no validation",
  needsPermissions,
  async () => {
    const { createHistoryFrame } = await import("../../lib/frames/run_frames.ts");
    assertEquals(createHistoryFrame(EPOCHS).toRecords(), EPOCHS);
    assertEquals(createHistoryFrame([]).height, 0);
  },
);
