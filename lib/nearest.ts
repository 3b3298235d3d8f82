/** Which of some words a person may have meant. */

import { closest } from "fastest-levenshtein";

/**
 * Returns the choice nearest to `value`: the first one that contains it, else the one at the
 * smallest Levenshtein distance.
 *
 * @param choices One or more.
 */
export function nearestOf(value: string, choices: readonly string[]): string {
  return choices.find((choice) => value !== "" && choice.includes(value)) ??
    closest(value, [...choices]);
}
