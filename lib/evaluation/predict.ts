/** What a model says about a whole data set. */

import type { ImageDataset } from "../datasets/dataset.ts";
import { divergenceError, type ValidationResult } from "../training/fit.ts";
import type { Predictor } from "../training/predictor.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { correctness, type Predictions } from "./predictions.ts";

/**
 * Predicts every image of `dataset`, in its order.
 *
 * @example
 * ```ts
 * import { createModel, loadDataset, openBackend, predictDataset } from "./mod.ts";
 *
 * const backend = await openBackend("wasm");
 * const predictor = await backend.createPredictor(createModel("baseline", { seed: 0 }));
 * const test = await loadDataset("synthetic", "test", { limit: 47 });
 * const { probabilities } = await predictDataset(predictor, test);
 * predictor.dispose();
 * console.log(probabilities.length === 47 * 47); // true
 * ```
 */
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

/**
 * Predicts every image of `dataset`, in its order.
 *
 * @throws {UserError} when a probability is not a finite number: the loss of a step is measured
 * before its update, so that no loss has told of the last one.
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

/**
 * Measures the predictor's present weights on `dataset`.
 *
 * @throws {UserError} when training has diverged.
 */
export async function validate(
  predictor: Predictor,
  dataset: ImageDataset,
): Promise<ValidationResult> {
  const predictions = await predictTrained(predictor, dataset);
  const correct = correctness(predictions).reduce((sum, value) => sum + value, 0);
  return { loss: crossEntropy(predictions), accuracy: correct / dataset.count };
}
