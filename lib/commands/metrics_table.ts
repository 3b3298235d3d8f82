/** The figures of an evaluation as a person reads them. */

import { occurringClasses } from "../evaluation/class_metrics.ts";
import type { EvaluationMetrics } from "../evaluation/evaluate.ts";
import {
  MEASURE_NAMES,
  type MeasureDefinition,
  MEASURES,
  measureText,
} from "../evaluation/measures.ts";
import { countText, percentText } from "../number_text.ts";
import { renderColumns } from "./columns.ts";

/** Digits of a percentage: one image of ten thousand shows. */
const DIGITS = 2;

/** Prints the main figures, one a line. */
export async function printMetrics(metrics: EvaluationMetrics, title: string): Promise<void> {
  const [low, high] = [metrics.accuracyInterval.low, metrics.accuracyInterval.high]
    .map((share) => percentText(share, DIGITS));
  const rows = MEASURE_NAMES.flatMap((name) => {
    const definition: MeasureDefinition = MEASURES[name];
    if (definition.isMain !== true) return [];
    const interval = name === "accuracy" ? ` (95 % interval ${low} to ${high})` : "";
    return [[
      definition.name.charAt(0).toLowerCase() + definition.name.slice(1),
      measureText(definition, metrics[name], DIGITS) + interval,
    ]];
  });
  const [all, occurring] = [metrics.perClass.length, occurringClasses(metrics.perClass).length];
  if (occurring < all) {
    rows.push([
      "",
      `means over the ${countText(occurring)} of ${countText(all)} classes with images`,
    ]);
  }
  console.log(title);
  console.log(await renderColumns(rows));
}
