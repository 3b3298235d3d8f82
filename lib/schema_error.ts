/** Saying in one sentence what is wrong with a value that a person wrote, such as a config file. */

import { closest } from "fastest-levenshtein";
import { z } from "zod";
import { UserError } from "./user_error.ts";

/**
 * Returns the error for a value that does not fit a schema: the first misfit by its path, and for an
 * unknown key the nearest known one.
 *
 * @param schema What the value was checked against.
 * @param source What the value is, such as `the file "sweep.json"`.
 */
export function schemaError(schema: z.ZodType, error: z.ZodError, source: string): UserError {
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
  return new UserError(`Cannot use ${source}: ${place}${issue.message}`, {
    hint: "Correct this value and run the same command again.",
  });
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
