/** Averages of variables that follow them from step to step. */

import { type Graph, type GraphOutput } from "./graph.ts";
import { type Pointer } from "./tensor.ts";
import { readVariable, subtractFromVariable, type Variable } from "./variables.ts";

/**
 * Adds `average ← average − (1 − momentum) · (average − value)`, which is
 * momentum · average + (1 − momentum) · value.
 *
 * @param value Float32, of the average's shape.
 * @param complement 1 − momentum, a float32 scalar.
 * @returns The update, to be run.
 */
export function addMovingAverage(
  graph: Graph,
  average: Variable,
  value: GraphOutput,
  complement: GraphOutput,
): Pointer {
  const attributes = { T: { type: "float32" } } as const;
  const distance = graph.add("Sub", [readVariable(graph, average), value], attributes);
  const change = graph.add("Mul", [distance, complement], attributes);
  return subtractFromVariable(graph, average, change);
}
