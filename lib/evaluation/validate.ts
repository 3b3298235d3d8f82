/** Loss and accuracy of a trainer on held-out images. */

import type { ImageDataset } from "../datasets/dataset.ts";
import type { ValidationResult } from "../training/fit.ts";
import { crossEntropy } from "./cross_entropy.ts";
import type { Predictor } from "../training/predictor.ts";
import { predictTrained } from "./predict_trained.ts";
import { correctness } from "./predictions.ts";

/**
 * Measures the predictor's present weights on `dataset`.
 *
 * @throws UserError when training has diverged.
 */
export async function validate(
  predictor: Predictor,
  dataset: ImageDataset,
): Promise<ValidationResult> {
  const predictions = await predictTrained(predictor, dataset);
  const correct = correctness(predictions).reduce((sum, value) => sum + value, 0);
  return { loss: crossEntropy(predictions), accuracy: correct / dataset.count };
}
