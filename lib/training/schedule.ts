/** Learning-rate schedules: the step size of every update, as a function of how far training is. */

import { z } from "zod";

const share = z.number().min(0).lt(1);

/** How the learning rate changes; all lengths are shares of the whole training. */
export type Schedule =
  /** The same learning rate throughout. */
  | { readonly kind: "constant" }
  /**
   * A linear warm-up over `warmupShare` of the steps (Goyal et al., 2017, arXiv:1706.02677), then
   * half a cosine down to `finalShare` of the learning rate (Loshchilov and Hutter, 2017,
   * arXiv:1608.03983).
   */
  | { readonly kind: "cosine"; readonly warmupShare: number; readonly finalShare: number }
  /**
   * One cycle (Smith and Topin, 2018, arXiv:1708.07120): a straight line from the peak divided by
   * `startDivisor` up to the peak, which is reached at `peakAt` of the steps, then half a cosine
   * down towards the peak divided by `finalDivisor`.
   */
  | {
    readonly kind: "oneCycle";
    readonly peakAt: number;
    readonly startDivisor: number;
    readonly finalDivisor: number;
  };

/** A {@linkcode Schedule} as a recipe or a config file writes it; an unknown key is refused. */
export const scheduleSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant") }),
  z.strictObject({ kind: z.literal("cosine"), warmupShare: share, finalShare: share }),
  z.strictObject({
    kind: z.literal("oneCycle"),
    peakAt: share,
    startDivisor: z.number().min(1),
    finalDivisor: z.number().min(1),
  }),
]);

/**
 * Returns the learning rate of one step, above 0.
 *
 * With rate η, s steps made so far of T, and p = (s − r) / (T − r) after a rise of r steps:
 *
 * | kind       | rise, s < r               | r                | afterwards                        |
 * | ---------- | ------------------------- | ---------------- | --------------------------------- |
 * | `constant` |                           | 0                | η                                 |
 * | `cosine`   | η(s + 1) / r              | T · warmupShare  | fη + (1 − f)η · (1 + cos πp) / 2  |
 * | `oneCycle` | η/d + (η − η/d) · s / r   | T · peakAt       | the same with f = 1 / finalDivisor |
 *
 * where d is `startDivisor`, f of `cosine` is `finalShare`, and r is rounded to whole steps. The end
 * of the cosine belongs to step T, which is not made, so that no step is wasted on a rate of 0.
 *
 * @param learningRate η, the base or peak rate, above 0.
 * @param step s, counted from 0 to `totalSteps - 1`.
 * @param totalSteps T, the steps of the whole training, all epochs together.
 * @throws {RangeError} when the step is not one of the training's.
 */
export function learningRateAt(
  schedule: Schedule,
  learningRate: number,
  step: number,
  totalSteps: number,
): number {
  if (!Number.isInteger(step) || step < 0 || step >= totalSteps) {
    throw new RangeError(
      `Cannot schedule the learning rate: expected a step from 0 to ${
        totalSteps - 1
      } but found ${step}`,
    );
  }
  switch (schedule.kind) {
    case "constant":
      return learningRate;
    case "cosine": {
      const rise = Math.round(schedule.warmupShare * totalSteps);
      if (step < rise) return learningRate * (step + 1) / rise;
      return learningRate * cosineDecay((step - rise) / (totalSteps - rise), schedule.finalShare);
    }
    case "oneCycle": {
      const rise = Math.round(schedule.peakAt * totalSteps);
      const start = learningRate / schedule.startDivisor;
      if (step < rise) return start + (learningRate - start) * step / rise;
      const progress = (step - rise) / (totalSteps - rise);
      return learningRate * cosineDecay(progress, 1 / schedule.finalDivisor);
    }
  }
}

/** Falls from 1 at progress 0 to `final` at progress 1. */
function cosineDecay(progress: number, final: number): number {
  return final + (1 - final) * (1 + Math.cos(Math.PI * progress)) / 2;
}
