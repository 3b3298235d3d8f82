/** Saying in one sentence what is wrong with a value that a person wrote, such as a config file. */

import { closest } from "fastest-levenshtein";
import { z } from "zod";
import { nearestOf } from "./nearest.ts";
import { UserError } from "./user_error.ts";

/**
 * Returns a value as its schema gives it.
 *
 * @param source What the value is, such as `the file "sweep.json"`.
 * @throws {UserError} when it does not fit: see {@linkcode schemaError}.
 */
export function checkValue<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  source: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error, { schema, value, source });
}

/** What {@linkcode schemaError} has to know beside the error. */
export interface CheckedValue {
  /** What the value was checked against. */
  readonly schema: z.ZodType;
  /** The value. */
  readonly value: unknown;
  /** What the value is, such as `the file "sweep.json"`. */
  readonly source: string;
}

/**
 * Returns the error for a value that does not fit a schema: the first misfit by its path, and for an
 * unknown key or a word that is none of the choices the nearest known one.
 */
export function schemaError(
  error: z.ZodError,
  { schema, value, source }: CheckedValue,
): UserError {
  const [issue] = error.issues;
  if (issue.code === "unrecognized_keys") {
    const [unknown] = issue.keys;
    const known = keysAt(schema, issue.path);
    const hint = known.length === 0
      ? "Remove the key."
      : `Did you mean "${closest(unknown, known)}"? Known keys: ${known.join(", ")}.`;
    const name = [...issue.path, unknown].join(".");
    return new UserError(`Cannot use ${source}: expected known keys but found "${name}"`, { hint });
  }
  const place = issue.path.length === 0 ? "" : `"${issue.path.join(".")}": `;
  const choices = choicesOf(issue);
  const found = valueAt(value, issue.path);
  if (choices.length > 0 && typeof found === "string") {
    return new UserError(
      `Cannot use ${source}: ${place}expected one of ${choices.join(", ")} but found "${found}"`,
      { hint: `Did you mean "${nearestOf(found, choices)}"?` },
    );
  }
  return new UserError(`Cannot use ${source}: ${place}${issue.message}`, {
    hint: "Correct this value and run the same command again.",
  });
}

/** Returns the words of which a value must be one; none where it may be something else, too. */
function choicesOf(issue: z.core.$ZodIssue): string[] {
  const choices = issue.code === "invalid_value"
    ? issue.values
    : issue.code === "invalid_union" && "options" in issue && Array.isArray(issue.options)
    ? issue.options
    : [];
  return choices.every((choice) => typeof choice === "string") ? choices : [];
}

/** Returns what lies at `path` in `value`, or undefined. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.getOwnPropertyDescriptor(found, key)?.value;
  }
  return found;
}

/** Returns the keys that an object at `path` may have; those of all variants where there are some. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  if (
    schema instanceof z.ZodNullable || schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault
  ) {
    return keysAt(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodUnion) {
    return [...new Set(schema.options.flatMap((option) => keysAt(option, path)))];
  }
  const [key, ...deeper] = path;
  if (schema instanceof z.ZodArray) return keysAt(schema.element, deeper);
  if (!(schema instanceof z.ZodObject)) return [];
  return key === undefined ? Object.keys(schema.shape) : keysAt(schema.shape[String(key)], deeper);
}
