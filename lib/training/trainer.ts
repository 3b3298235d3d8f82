/**
 * What the training loop asks of a trainer, and what can be asked of one on any backend.
 *
 * A trainer holds one model's weights and optimiser state and learns from batch after batch; the loop
 * knows neither the model nor the backend.
 */

import type { AdamOptions } from "./adam.ts";
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
   * @throws {TypeError} when a name or a shape does not belong to this trainer's model.
   */
  importState(arrays: readonly NamedArray[], step: number): Promise<void>;

  /**
   * Copies the weights that {@linkcode Predictor.predict} uses into the `tf.LayersModel` that the
   * trainer was created from.
   */
  updateModel(): Promise<void>;
}

/** How the numbers of a step are held: `mixed_bfloat16` keeps float32 weights and a float32 loss. */
export const PRECISIONS = ["float32", "mixed_bfloat16"] as const;

/** Name of a numerical precision. */
export type Precision = typeof PRECISIONS[number];

/** Options of a trainer. */
export interface TrainerOptions {
  /**
   * How the numbers of a step are held.
   *
   * @default {"float32"}
   */
  readonly precision?: Precision;
  /** Constants of the optimiser. */
  readonly adam?: AdamOptions;
  /**
   * Decay of the exponential moving average of the weights, 0 to 1, which predictions then use;
   * early on it is (1 + step) / (10 + step) where that is less. Without it the weights are used.
   *
   * @default {undefined}, no averaging
   */
  readonly averageDecay?: number;
  /**
   * Added to the logits in training, `[classes]`: what a balanced softmax takes.
   *
   * @default {undefined}, nothing
   */
  readonly logitOffsets?: Float32Array<ArrayBuffer>;
  /**
   * Whole number that fixes the dropout masks.
   *
   * @default {0}
   */
  readonly seed?: number;
}

/**
 * Returns the values of `given` in the order of `expected`.
 *
 * @throws {TypeError} when a name is missing, unknown or has another shape.
 */
export function matchArrays(
  expected: readonly Omit<NamedArray, "values">[],
  given: readonly NamedArray[],
): Float32Array<ArrayBuffer>[] {
  const describe = (array?: Omit<NamedArray, "values">) =>
    array === undefined ? "nothing" : `"${array.name}" with shape [${array.shape}]`;
  const names = new Set(expected.map(({ name }) => name));
  const stranger = given.find(({ name }) => !names.has(name));
  if (stranger !== undefined) {
    throw new TypeError(`Cannot restore the trainer: the model has no ${describe(stranger)}`);
  }
  const givenByName = new Map(given.map((array) => [array.name, array]));
  return expected.map((array) => {
    const found = givenByName.get(array.name);
    if (found === undefined || describe(found) !== describe(array)) {
      throw new TypeError(
        `Cannot restore the trainer: expected ${describe(array)} but found ${describe(found)}`,
      );
    }
    return found.values;
  });
}
