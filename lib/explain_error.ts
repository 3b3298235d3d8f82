/** Which errors a person can mend, and what is said of them. */

import { UserError } from "./user_error.ts";

/** What the operating system refuses with an advice for each; its own words say where. */
const refusals = [
  {
    pattern: /No space left on device|ENOSPC/,
    problem: "The disk is full",
    hint: "Free some space and run the same command again; what was finished is kept.",
  },
  {
    pattern: /Read-only file system|EROFS/,
    problem: "The disk is read only",
    hint: "Choose a place that you may write to, or mount this one for writing.",
  },
] as const;

/**
 * Returns what to tell the user: the error itself where it is a {@linkcode UserError}, one that
 * explains it where the operating system refused something, else undefined: the fault is ours.
 */
export function explainError(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  if (!(error instanceof Error)) return undefined;
  const refusal = refusals.find(({ pattern }) => pattern.test(error.message));
  if (refusal !== undefined) {
    const { problem, hint } = refusal;
    return new UserError(`${problem}: ${error.message}`, { cause: error, hint });
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return new UserError(`The system refused access: ${error.message}`, {
      cause: error,
      hint: "Choose a place that you may write to, or change its permissions.",
    });
  }
  return undefined;
}
