/** Predictions of weights that were just trained, which may have diverged in the last update. */

import type { ImageDataset } from "../datasets/dataset.ts";
import { predictDataset } from "./predict.ts";
import type { Predictor } from "../training/predictor.ts";
import type { Predictions } from "./predictions.ts";
import { divergenceError } from "../training/divergence_error.ts";

/**
 * Predicts every image of `dataset`, in its order.
 *
 * @throws UserError when a probability is not a finite number: the loss of a step is measured before
 *   its update, so that no loss has told of the last one.
 */
export async function predictTrained(
  predictor: Predictor,
  dataset: ImageDataset,
): Promise<Predictions> {
  const predictions = await predictDataset(predictor, dataset);
  const wrong = predictions.probabilities.find((probability) => !Number.isFinite(probability));
  if (wrong === undefined) return predictions;
  throw divergenceError(
    `Cannot evaluate the trained weights: expected probabilities from 0 to 1 but found ${wrong}.`,
  );
}
