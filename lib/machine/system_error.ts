/** Errors of the operating system: which of them a person can mend, and what is said of them. */

import { UserError } from "../user_error.ts";

/** Tells whether the system found nothing at a path. */
export function isAbsence(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}

/** What the system says when a place cannot be used, apart from faults of ours. */
const REFUSAL_CODES: ReadonlySet<unknown> = new Set(
  ("EACCES EDQUOT EEXIST EFBIG EIO EISDIR ELOOP ENAMETOOLONG ENOENT ENOSPC ENOTDIR EPERM EROFS")
    .split(" "),
);

/** Tells whether the system refused to read or write a place: a person can choose another one. */
export function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error) || error instanceof UserError) return false;
  return error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotCapable || ("code" in error && REFUSAL_CODES.has(error.code));
}

/** Tells whether a disk is full, by an error or by what a program printed. */
export function isFullDisk(text: string): boolean {
  return /No space left on device|ENOSPC/.test(text);
}

/**
 * Returns what to tell the user: the error itself where it is a {@linkcode UserError}, one that
 * explains it where the disk is full, read only or forbidden, else undefined: the fault is ours.
 */
export function explainError(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  if (!(error instanceof Error)) return undefined;
  const explain = (problem: string, hint: string) =>
    new UserError(`${problem}: ${error.message}`, { cause: error, hint });
  if (isFullDisk(error.message)) {
    return explain(
      "The disk is full",
      "Free some space and run the same command again; what was finished is kept.",
    );
  }
  if (/Read-only file system|EROFS/.test(error.message)) {
    return explain(
      "The disk is read only",
      "Choose a place that you may write to, or mount this one for writing.",
    );
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return explain(
      "The system refused access",
      "Choose a place that you may write to, or change its permissions.",
    );
  }
  return undefined;
}
