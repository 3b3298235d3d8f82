/** Parsers of option values for the command line: each refuses a wrong value in one sentence. */

import { InvalidArgumentError } from "commander";
import { resolve } from "node:path";
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
 * Returns the path of a folder or a file, seen from the folder that the person stands in: `deno task`
 * changes to the checkout and says in `INIT_CWD` where it was called.
 *
 * @throws {InvalidArgumentError} when it is empty, as an unset variable of a shell leaves it.
 */
export function pathOf(value: string): string {
  if (value === "") throw new InvalidArgumentError("Expected a path but found nothing.");
  const place = Deno.env.get("INIT_CWD");
  return place === undefined || resolve(place) === Deno.cwd() ? value : resolve(place, value);
}

/**
 * Returns a run as it is named: the path of its folder where one lies there, seen as by
 * {@linkcode pathOf}, else the value itself, the name of one under `results/`.
 *
 * @throws {InvalidArgumentError} when it is empty.
 */
export function runOf(value: string): string {
  const path = pathOf(value);
  try {
    return Deno.statSync(path).isDirectory ? path : value;
  } catch {
    return value;
  }
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

/**
 * Adds a folder under a name, given as `NAME=FOLDER`, to those before it.
 *
 * @throws {InvalidArgumentError} when the name or the path is missing.
 */
export function namedFolder(
  value: string,
  earlier: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const [name, ...path] = value.split("=");
  if (name === "" || path.length === 0) {
    throw new InvalidArgumentError(`Expected NAME=FOLDER but found "${value}".`);
  }
  return { ...earlier, [name]: pathOf(path.join("=")) };
}

/** Returns a parser that adds each value of a list, parsed, to those before it. */
export function listOf<Value>(
  parse: (value: string) => Value,
): (value: string, earlier?: readonly Value[]) => Value[] {
  return (value, earlier = []) => [...earlier, parse(value)];
}
