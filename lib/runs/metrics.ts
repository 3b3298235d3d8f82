/** `metrics.json` of a run folder: the figures of the test split, flat, then class by class. */

import { z } from "zod";
import {
  type MeasureDefinition,
  type MeasureName,
  measureRange,
  MEASURES,
  type Measures,
} from "../evaluation/measures.ts";
import { mapRecord } from "../typed_record.ts";
import type { EvaluationMetrics } from "../evaluation/evaluate.ts";

/** The figures of a run: those of the evaluation and those of the training. */
export interface RunMetrics extends EvaluationMetrics {
  /** Number of trainable and fixed weights of the model. */
  readonly parameters: number;
  /** Wall-clock seconds of training, evaluation left out. */
  readonly seconds: number;
  /** Training images a second, over all epochs. */
  readonly imagesPerSecond: number;
  /** Temperature fitted on the validation split, or absent without one; see `fitTemperature()`. */
  readonly temperature?: number;
  /**
   * Figures of other data sets by their names, at the temperature where there is one; absent where
   * none were asked for.
   */
  readonly also?: Readonly<Record<string, OtherMetrics>>;
}

/** What is kept of a data set that a model was measured on beside its own. */
export interface OtherMetrics extends Partial<Measures> {
  /** Share of the images that were read right, 0 to 1. */
  readonly accuracy: number;
  /** Number of images. */
  readonly images: number;
}

const share = z.number().min(0).max(1);

function measureSchema(definition: MeasureDefinition) {
  const { low, high } = measureRange(definition);
  return z.number().min(low).max(high);
}

const otherKeys = {
  parameters: z.int().nonnegative(),
  accuracyInterval: z.object({ low: share, high: share }),
  temperature: z.number().positive().optional(),
  also: z.record(
    z.string(),
    z.looseObject({
      ...mapRecord(MEASURES, (definition) => measureSchema(definition).optional()),
      accuracy: share,
      images: z.int().positive(),
    }),
  ).optional(),
  groups: z.array(z.array(z.string())),
  seconds: z.number().nonnegative(),
  imagesPerSecond: z.number().nonnegative(),
  perClass: z.array(z.object({
    character: z.string(),
    precision: share,
    recall: share,
    f1: share,
    support: z.int().nonnegative(),
  })),
};

/** Schema of `metrics.json`; keys that it does not name are kept as they are. */
export const runMetricsSchema: z.ZodType<RunMetrics> = z.looseObject({
  ...mapRecord(MEASURES, measureSchema),
  ...otherKeys,
});

/** Metrics of a run that may be older than some of the measures. */
export type StoredMetrics = Omit<RunMetrics, MeasureName> & Partial<Measures>;

/** Schema of a `metrics.json` that may be older than some of the measures. */
export const storedMetricsSchema: z.ZodType<StoredMetrics> = z.looseObject({
  ...mapRecord(MEASURES, (definition) => measureSchema(definition).optional()),
  ...otherKeys,
});
