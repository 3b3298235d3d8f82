/** A run of three classes and four test images, small enough to check its files by eye. */

import { evaluatePredictions, evaluationMetrics } from "../../lib/evaluation/evaluate.ts";
import type { IndexedPredictions } from "../../lib/runs/predictions.ts";
import type { RunRecord } from "../../lib/runs/record.ts";

/** Characters that CSV must quote. */
const characters = ["A", ",", '"'];

/** Every probability is a multiple of 1/64, exact as float32. */
const predictions: IndexedPredictions = {
  indices: Uint32Array.of(0, 1, 2, 7),
  labels: Uint8Array.of(0, 1, 1, 2),
  probabilities: Float32Array.of(
    ...[0.75, 0.125, 0.125],
    ...[0.5, 0.25, 0.25],
    ...[0, 0.984375, 0.015625],
    ...[0.1875, 0.1875, 0.625],
  ),
  characters,
};

/** Returns the record. */
export function smallRecord(): RunRecord {
  const evaluation = evaluatePredictions(predictions);
  return {
    config: {
      schemaVersion: 1,
      command: "deno task train --epochs 2",
      startedAt: "2026-11-23T04:05:06.789Z",
      gitCommit: "0123456789abcdef0123456789abcdef01234567",
      options: {
        model: "baseline",
        recipe: null,
        epochs: 2,
        batchSize: 128,
        learningRate: 0.001,
        precision: "float32",
        backend: "auto",
        validation: 0.1,
        seed: 0,
        limit: null,
        evaluation: "test",
        gradientClipping: 1,
      },
      dataset: {
        name: "small",
        characters,
        trainCount: 90,
        validationCount: 10,
        testCount: 4,
        testSha256: "a".repeat(64),
        sources: [{
          name: "small-test-images-idx3-ubyte",
          sha256: "b".repeat(64),
          official: false,
        }],
      },
      model: { name: "baseline", parameters: 246_319 },
      backend: { name: "tensorflow", precision: "float32", description: "libtensorflow 2.21.0" },
      versions: {
        project: "1.0.0",
        deno: "2.9.6",
        typescript: "6.0.0",
        tfjs: "4.22.0",
        tensorflow: "2.21.0",
      },
      machine: { cpu: "Example CPU", threads: 2 },
    },
    history: [
      {
        epoch: 1,
        loss: 1.25,
        accuracy: 0.5,
        validationLoss: null,
        validationAccuracy: null,
        learningRate: 0.001,
        seconds: 2,
        imagesPerSecond: 45,
      },
      {
        epoch: 2,
        loss: 0.75,
        accuracy: 0.625,
        validationLoss: 1,
        validationAccuracy: 0.5,
        learningRate: 0.0005,
        seconds: 1.5,
        imagesPerSecond: 60,
      },
    ],
    metrics: {
      ...evaluationMetrics(evaluation),
      parameters: 246_319,
      seconds: 3.5,
      imagesPerSecond: 51.4,
    },
    predictions,
    evaluation,
  };
}
