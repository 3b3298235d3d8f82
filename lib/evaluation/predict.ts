/** What a model says about a whole data set. */

import type { ImageDataset } from "../datasets/dataset.ts";
import type { Predictions } from "./predictions.ts";

/** Anything that turns images into class probabilities, such as a trainer. */
export interface Predictor {
  /** Returns `[count, classes]` row-major float32 for upright uint8 images `[count, height, width]`. */
  predict(images: Uint8Array<ArrayBuffer>): Promise<Float32Array<ArrayBuffer>>;
}

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
