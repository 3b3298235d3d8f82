/** What a model says about a whole data set. */

import type { ImageDataset } from "../datasets/dataset.ts";
import type { Predictor } from "../training/predictor.ts";
import type { Predictions } from "./predictions.ts";

/** Predicts every image of `dataset`, in its order. */
export async function predictDataset(
  predictor: Predictor,
  dataset: ImageDataset,
): Promise<Predictions> {
  return {
    labels: dataset.labels,
    probabilities: await predictor.predict(dataset.images),
    characters: dataset.characters,
  };
}
