/** The predictor of a gradient engine, which gives probabilities alone. */

import type * as tf from "@tensorflow/tfjs";
import type { GradientEngine } from "./gradient_engine.ts";
import { imageModelShape } from "./image_model.ts";
import { completePredictorOptions, type Predictor, type PredictorOptions } from "./predictor.ts";
import { applyTemperature, logProbabilities } from "./temperature.ts";
import { readWeights } from "./weight_layout.ts";

/**
 * Creates a predictor from the model's present weights; it disposes of the engine with itself.
 *
 * @throws TypeError when the model does not map `[batch, height, width, 1]` to `[batch, classes]`.
 * @throws RangeError when the temperature is not above 0.
 */
export async function createEnginePredictor(
  model: tf.LayersModel,
  engine: GradientEngine,
  options: PredictorOptions = {},
): Promise<Predictor> {
  const { temperature, output } = completePredictorOptions(options);
  const { classes } = imageModelShape(model);
  engine.setWeights(await readWeights(model));
  return {
    async predict(images) {
      const probabilities = await engine.predict(images);
      const scaled = temperature === 1
        ? probabilities
        : applyTemperature(logProbabilities({ probabilities }), classes, temperature);
      return output === "probabilities" ? scaled : logProbabilities({ probabilities: scaled });
    },
    dispose: () => engine.dispose(),
  };
}
