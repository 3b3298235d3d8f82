/** What a run's predictions say, computed once for the report as text and as a page. */

import { evaluatePredictions, type Evaluation } from "../evaluation/evaluate.ts";
import { atTemperature } from "../evaluation/temperature_scaling.ts";
import { visibleCharacters } from "../number_text.ts";
import type { IndexedPredictions } from "../runs/predictions.ts";
import type { RunRecord } from "../runs/record.ts";

/** Everything that a report tells, except pictures. */
export interface Findings extends Evaluation {
  /** The run's name, that of its folder. */
  readonly name: string;
  readonly record: RunRecord;
  /** Share of the errors that stay within a group, 0 to 1; without errors (0/0), 0. */
  readonly groupedShare: number;
  /** What the model answered, at its temperature where it has one: this is what is shown. */
  readonly answers: IndexedPredictions;
  /** The same measured at the temperature, or null where the run has none. */
  readonly scaled: Evaluation | null;
}

/** Computes the findings of the run called `name`; characters that cannot be seen are replaced. */
export function createFindings(name: string, record: RunRecord): Findings {
  const predictions = {
    ...record.predictions,
    characters: visibleCharacters(record.predictions.characters),
  };
  const evaluation = evaluatePredictions(predictions);
  const { temperature } = record.metrics;
  const answers = temperature === undefined ? predictions : atTemperature(predictions, temperature);
  return {
    ...evaluation,
    name,
    record,
    groupedShare: evaluation.errors === 0 ? 0 : evaluation.groupedErrors / evaluation.errors,
    answers,
    scaled: temperature === undefined ? null : evaluatePredictions(answers),
  };
}
