/** Training and predicting on `wasm`: every processor core computes a share of each batch. */

import type * as tf from "@tensorflow/tfjs";
import { availableParallelism } from "node:os";
import type { AdamOptions } from "../../training/adam.ts";
import { createAdamTrainer } from "../../training/adam_trainer.ts";
import { createEnginePredictor } from "../../training/gradient_engine.ts";
import {
  completePredictorOptions,
  type Predictor,
  type PredictorOptions,
} from "../../training/predictor.ts";
import type { Trainer } from "../../training/trainer.ts";
import { createWorkerGradients } from "./worker_gradients.ts";

/** Options of {@linkcode createWasmTrainer}. */
export interface WasmTrainerOptions extends AdamOptions {
  /**
   * Workers that share each batch, 1 or more; more than the batch has shards stay idle.
   *
   * @default {the processor's cores}
   */
  readonly threads?: number;
}

/**
 * Creates a trainer of a model of TensorFlow.js's own layers, with Adam as in Keras.
 *
 * The gradients are those of the whole batch; only batch normalisation takes its moments from shards
 * of 32 images. The number of workers changes nothing in the result. Dropout draws its masks from
 * `Math.random`, so that only a model without it trains the same way twice.
 *
 * @throws {TypeError} when the model does not map `[batch, height, width, 1]` to `[batch, classes]`
 * @throws {RangeError} when `threads` is not a whole number of at least 1
 */
export async function createWasmTrainer(
  model: tf.LayersModel,
  { threads = availableParallelism(), ...options }: WasmTrainerOptions = {},
): Promise<Trainer> {
  return await createAdamTrainer(model, await createWorkerGradients(model, threads), options);
}

/**
 * Creates a predictor from the model's present weights, with a worker for each processor core.
 *
 * Any number of predictions may be asked for at the same time.
 *
 * @throws {TypeError} when the model does not map `[batch, height, width, 1]` to `[batch, classes]`
 * @throws {RangeError} when the temperature is not above 0
 */
export async function createWasmPredictor(
  model: tf.LayersModel,
  options: PredictorOptions = {},
): Promise<Predictor> {
  completePredictorOptions(options); // before workers are started
  const engine = await createWorkerGradients(model, availableParallelism());
  return await createEnginePredictor(model, engine, options);
}
