/** Parsers of option values for the command line: each refuses a wrong value in one sentence. */

import { InvalidArgumentError } from "commander";
import { nearestOf } from "../nearest.ts";

/**
 * Returns a parser that accepts exactly one of `choices`.
 *
 * The parser throws `InvalidArgumentError` naming the nearest choice, which is one that contains the
 * value if there is one, and all the others.
 */
export function choiceOf<Choice extends string>(
  choices: readonly Choice[],
): (value: string) => Choice {
  return (value) => {
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(
      `Did you mean "${nearestOf(value, choices)}"? Allowed: ${choices.join(", ")}.`,
    );
  };
}

/**
 * Returns the path of a folder or a file as it is given.
 *
 * @throws InvalidArgumentError when it is empty, as an unset variable of a shell leaves it.
 */
export function pathOf(value: string): string {
  if (value !== "") return value;
  throw new InvalidArgumentError("Expected a path but found nothing.");
}

/**
 * Returns a parser of numbers from `minimum` to `maximum`, both included.
 *
 * The parser throws `InvalidArgumentError` when the value is not a number or lies outside.
 */
export function numberBetween(minimum: number, maximum: number): (value: string) => number {
  return (value) => {
    const parsed = Number(value);
    if (value.trim() === "" || !(parsed >= minimum && parsed <= maximum)) {
      throw new InvalidArgumentError(`Expected a number from ${minimum} to ${maximum}.`);
    }
    return parsed;
  };
}

/**
 * Returns a parser of whole numbers from `minimum` to `maximum`, both included.
 *
 * The parser throws `InvalidArgumentError` when the value is not a whole number or lies outside.
 */
export function integerBetween(minimum: number, maximum: number): (value: string) => number {
  const parseNumber = numberBetween(minimum, maximum);
  return (value) => {
    const parsed = parseNumber(value);
    if (!Number.isInteger(parsed)) {
      throw new InvalidArgumentError(`Expected a whole number from ${minimum} to ${maximum}.`);
    }
    return parsed;
  };
}
