/** The models by name. */

import type { LayersModel } from "../training/image_model.ts";
import { createFlagshipCnn } from "./flagship_cnn.ts";
import type { ModelOptions } from "./model_options.ts";
import { createBaselineCnn } from "./baseline_cnn.ts";
import { createSmallCnn } from "./small_cnn.ts";

/** Names of the models: the baseline, one of at most its size, and one of at most 1.5 million parameters. */
export const MODEL_NAMES = ["baseline", "small", "flagship"] as const;

/** Name of a model. */
export type ModelName = typeof MODEL_NAMES[number];

const creators: Record<ModelName, (options: ModelOptions) => LayersModel> = {
  baseline: createBaselineCnn,
  small: createSmallCnn,
  flagship: createFlagshipCnn,
};

/**
 * Creates a model by its name, on the backend that is in use.
 *
 * @throws {RangeError} when the seed is not a whole number or there are fewer than 2 classes
 *
 * @example
 * ```ts
 * import { createModel } from "./mod.ts";
 *
 * const model = createModel("baseline", { seed: 0, classCount: 47 });
 * console.log(model.countParams()); // 246319
 * ```
 */
export function createModel(name: ModelName, options: ModelOptions): LayersModel {
  return creators[name](options);
}
