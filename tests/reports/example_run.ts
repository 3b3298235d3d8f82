/** A run of the imagined model of `examplePredictions()`, as a trainer would record it. */

import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { evaluatePredictions, evaluationMetrics } from "../../lib/evaluation/evaluate.ts";
import type { RunRecord } from "../../lib/runs/record.ts";
import { imagesSha256 } from "../../lib/runs/images.ts";
import { exampleImages } from "../testdata/example_images.ts";
import { examplePredictions } from "../testdata/example_predictions.ts";
import { smallRecord } from "../runs/small_record.ts";

/** A run and the images that it was measured on. */
export interface ExampleRun {
  readonly record: RunRecord;
  readonly testDataset: ImageDataset;
}

/** Returns a run on `47 * imagesPerClass` test images; equal seeds give equal runs. */
export function exampleRun(imagesPerClass = 20, seed = 0): ExampleRun {
  const predictions = examplePredictions(imagesPerClass, seed);
  const evaluation = evaluatePredictions(predictions);
  const { characters, labels } = predictions;
  const indices = Uint32Array.from(labels.keys());
  const testDataset = exampleImages(labels, characters);
  const { config, history } = smallRecord();
  const record = {
    config: {
      ...config,
      dataset: {
        ...config.dataset,
        name: testDataset.name,
        characters: [...characters],
        testCount: labels.length,
        testSha256: imagesSha256(testDataset, indices),
      },
    },
    history,
    metrics: {
      ...evaluationMetrics(evaluation),
      parameters: 246_319,
      seconds: 93.4,
      imagesPerSecond: 5_123.4,
    },
    predictions: { ...predictions, indices },
    evaluation,
  };
  return { record, testDataset };
}
