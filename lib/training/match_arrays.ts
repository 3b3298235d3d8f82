/** Restoring a trainer's state: which of the given arrays belongs where. */

import type { NamedArray } from "./trainer.ts";

/**
 * Returns the values of `given` in the order of `expected`.
 *
 * @throws TypeError when a name is missing, unknown or has another shape.
 */
export function matchArrays(
  expected: readonly Omit<NamedArray, "values">[],
  given: readonly NamedArray[],
): Float32Array<ArrayBuffer>[] {
  const describe = (array?: Omit<NamedArray, "values">) =>
    array === undefined ? "nothing" : `"${array.name}" with shape [${array.shape}]`;
  const names = new Set(expected.map(({ name }) => name));
  const stranger = given.find(({ name }) => !names.has(name));
  if (stranger !== undefined) {
    throw new TypeError(`Cannot restore the trainer: the model has no ${describe(stranger)}`);
  }
  const givenByName = new Map(given.map((array) => [array.name, array]));
  return expected.map((array) => {
    const found = givenByName.get(array.name);
    if (found === undefined || describe(found) !== describe(array)) {
      throw new TypeError(
        `Cannot restore the trainer: expected ${describe(array)} but found ${describe(found)}`,
      );
    }
    return found.values;
  });
}
