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
import { coloured } from "./terminal.ts";
import { renderColumns } from "./columns.ts";

/** Prints the main figures, one a line. */
export async function printMetrics(metrics: EvaluationMetrics, title: string): Promise<void> {
  const [low, high] = [metrics.accuracyInterval.low, metrics.accuracyInterval.high]
    .map((share) => percentText(share));
  const rows = MEASURE_NAMES.flatMap((name) => {
    const definition: MeasureDefinition = MEASURES[name];
    if (definition.isMain !== true) return [];
    const text = measureText(definition, metrics[name]);
    const interval = name === "accuracy" ? ` (95 % interval ${low} to ${high})` : "";
    return [[
      definition.name.charAt(0).toLowerCase() + definition.name.slice(1),
      name === "accuracy" ? coloured("figure", text, "stdout") + interval : text,
    ]];
  });
  const [all, occurring] = [metrics.perClass.length, occurringClasses(metrics.perClass).length];
  if (occurring < all) {
    rows.push([
      "",
      `means over the ${countText(occurring)} of ${countText(all)} classes with images`,
    ]);
  }
  console.log(coloured("heading", title, "stdout"));
  console.log(await renderColumns(rows));
}
