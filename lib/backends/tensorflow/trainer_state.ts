/** A graph trainer's state as named arrays: weights, their averages, the optimiser's moments. */

import { matchArrays } from "../../training/match_arrays.ts";
import { type NamedArray } from "../../training/trainer.ts";
import { type VariableGroup } from "./variables.ts";

/** Returns copies of all variables, group after group. */
export async function readState(groups: readonly VariableGroup[]): Promise<NamedArray[]> {
  const arrays: NamedArray[] = [];
  for (const group of groups) {
    const values = await group.read();
    group.variables.forEach(({ name, shape }, position) => {
      arrays.push({ name, shape, values: values[position] });
    });
  }
  return arrays;
}

/**
 * Sets all variables to what {@linkcode readState} gave, in any order.
 *
 * @throws TypeError when a name is missing, unknown or has another shape; nothing is set then.
 */
export async function writeState(
  groups: readonly VariableGroup[],
  arrays: readonly NamedArray[],
): Promise<void> {
  const values = matchArrays(groups.flatMap(({ variables }) => variables), arrays);
  for (const group of groups) await group.write(values.splice(0, group.variables.length));
}
