/** What can be asked of a trainer, whatever backend it runs on. */

import type { AdamOptions } from "./adam.ts";

/** How the numbers of a step are held: `mixed_bfloat16` keeps float32 weights and a float32 loss. */
export const precisions = ["float32", "mixed_bfloat16"] as const;

/** Name of a numerical precision. */
export type Precision = typeof precisions[number];

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
