/** The models by name. */

import type * as tf from "@tensorflow/tfjs";
import { createSeedCnn, type SeedCnnOptions } from "./seed_cnn.ts";

/** Names of the models: the seed, one of at most its size, and one of at most 1.5 million parameters. */
export const modelNames = ["seed", "small", "flagship"] as const;

/** Name of a model. */
export type ModelName = typeof modelNames[number];

/** Creates a model by its name, on the backend that is in use. */
export function createModel(name: ModelName, options: SeedCnnOptions): tf.LayersModel {
  if (name !== "seed") {
    throw new RangeError(`Cannot create the model "${name}": it is not built yet`);
  }
  return createSeedCnn(options);
}
