/** What a run's predictions say, computed once for the report as text and as a page. */

import { isDeepStrictEqual } from "node:util";
import {
  expectedCalibrationError,
  type ReliabilityBin,
  reliabilityBins,
} from "../evaluation/calibration.ts";
import { evaluatePredictions, type Evaluation } from "../evaluation/evaluate.ts";
import { atTemperature } from "../evaluation/temperature_scaling.ts";
import { visibleCharacters } from "../number_text.ts";
import type { IndexedPredictions } from "../runs/predictions.ts";
import type { RunRecord } from "../runs/record.ts";

/** How honest the confidence of answers is. */
export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  readonly expectedCalibrationError: number;
}

/** Everything that a report tells, except pictures. */
export interface Findings extends Evaluation {
  /** The run's name, that of its folder. */
  readonly name: string;
  readonly record: RunRecord;
  /** Share of the errors that stay within a group, 0 to 1; without errors (0/0), 0. */
  readonly groupedShare: number;
  /** What the model answered, at its temperature where it has one: this is what is shown. */
  readonly answers: IndexedPredictions;
  /** How honest its confidence is at the temperature, or null where the run has none. */
  readonly scaled: Calibration | null;
}

/** Computes the findings of the run called `name`; characters that cannot be seen are replaced. */
export function createFindings(name: string, record: RunRecord): Findings {
  const characters = visibleCharacters(record.predictions.characters);
  const isVisible = isDeepStrictEqual(characters, record.predictions.characters);
  const predictions = { ...record.predictions, characters };
  const evaluation = isVisible ? record.evaluation : evaluatePredictions(predictions);
  const { temperature } = record.metrics;
  const answers = temperature === undefined ? predictions : atTemperature(predictions, temperature);
  return {
    ...evaluation,
    name,
    record,
    groupedShare: evaluation.errors === 0 ? 0 : evaluation.groupedErrors / evaluation.errors,
    answers,
    scaled: temperature === undefined ? null : calibrationOf(answers),
  };
}

function calibrationOf(predictions: IndexedPredictions): Calibration {
  const bins = reliabilityBins(predictions);
  return { bins, expectedCalibrationError: expectedCalibrationError(bins) };
}
