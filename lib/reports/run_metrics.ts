/** `metrics.json` of a run folder: the figures of the test split, flat, then class by class. */

import { z } from "zod";

const share = z.number().min(0).max(1);

/** Figures of one class; a 0/0 is 0, as `lib/evaluation` defines it. */
export const classMetricsSchema = z.looseObject({
  character: z.string(),
  precision: share,
  recall: share,
  f1: share,
  /** Number of test images whose true class this is. */
  support: z.int().nonnegative(),
});

/**
 * `metrics.json` as a whole: the keys that every reader may rely on.
 *
 * The other figures of `evaluationMetrics()` stand beside them under their own names.
 */
export const runMetricsSchema = z.looseObject({
  /** Mean cross-entropy of the test images, in nats. */
  loss: z.number().nonnegative(),
  /** Share of test images whose most probable class is the true one. */
  accuracy: share,
  /** Number of trainable and fixed weights of the model. */
  parameters: z.int().nonnegative(),
  top2Accuracy: share,
  top5Accuracy: share,
  macroPrecision: share,
  macroRecall: share,
  macroF1: share,
  /** Wall-clock seconds of training, evaluation left out. */
  seconds: z.number().nonnegative(),
  /** Training images a second, over all epochs. */
  imagesPerSecond: z.number().nonnegative(),
  /** One entry a class, in class order, `[classes]`. */
  classes: z.array(classMetricsSchema),
});

/** The figures of one class; see {@linkcode classMetricsSchema}. */
export type ClassMetricsRecord = z.infer<typeof classMetricsSchema>;

/** The figures of a run; see {@linkcode runMetricsSchema}. */
export type RunMetrics = z.infer<typeof runMetricsSchema>;
