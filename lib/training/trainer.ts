/**
 * What the training loop asks of a trainer; the loop knows neither the model nor the backend.
 *
 * A trainer holds one model's weights and optimiser state and learns from batch after batch.
 */

import type { Predictor } from "./predictor.ts";

/** What one training step reports. */
export interface StepResult {
  /** Mean cross-entropy over the batch, in nats, before the update. */
  readonly loss: number;
  /** How many images of the batch were classified right before the update. */
  readonly correct: number;
}

/** An array of the trainer's state with the shape that it has in the model. */
export interface NamedArray {
  /** Name of the weight, with a suffix for what the optimiser keeps of it. */
  readonly name: string;
  /** Shape in the model. */
  readonly shape: readonly number[];
  /** Row-major float32. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Learns from batches and predicts; its methods must be awaited one after the other. */
export interface Trainer extends Predictor {
  /** Updates made so far, from any run that this state was restored from. */
  readonly step: number;

  /**
   * Makes one optimiser update.
   *
   * @param images `[batch, height, width]` row-major uint8, 0 to 255, upright.
   * @param targets `[batch, classes]` row-major float32; each row is a distribution over the classes.
   * @param learningRate Step size of this update, above 0.
   */
  trainOnBatch(
    images: Uint8Array<ArrayBuffer>,
    targets: Float32Array<ArrayBuffer>,
    learningRate: number,
  ): Promise<StepResult>;

  /** Returns copies of the weights and of the optimiser's state, enough to continue bit for bit. */
  exportState(): Promise<NamedArray[]>;

  /**
   * Replaces weights and optimiser state by what {@linkcode exportState} gave after `step` updates.
   *
   * @throws TypeError when a name or a shape does not belong to this trainer's model.
   */
  importState(arrays: readonly NamedArray[], step: number): Promise<void>;

  /**
   * Copies the weights that {@linkcode Predictor.predict} uses into the `tf.LayersModel` that the
   * trainer was created from.
   */
  updateModel(): Promise<void>;
}
