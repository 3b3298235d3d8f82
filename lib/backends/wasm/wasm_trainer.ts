/** The trainer of the `wasm` backend: every processor core computes a share of each batch. */

import type * as tf from "@tensorflow/tfjs";
import { availableParallelism } from "node:os";
import type { AdamOptions } from "../../training/adam.ts";
import { createAdamTrainer } from "../../training/adam_trainer.ts";
import type { Trainer } from "../../training/trainer.ts";
import { WorkerGradients } from "./worker_gradients.ts";

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
  if (!Number.isSafeInteger(threads) || threads < 1) {
    throw new RangeError(`Cannot train on wasm: expected 1 or more threads but found ${threads}`);
  }
  return await createAdamTrainer(model, await WorkerGradients.create(model, threads), options);
}
