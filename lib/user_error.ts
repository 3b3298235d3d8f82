/**
 * The error for a user's mistake or a machine's lack: one sentence, and what to do about it.
 *
 * The command line prints it without a stack trace and exits with 1. Every other error is a fault
 * of ours and keeps its trace.
 */

/** Extra parts of a {@linkcode UserError}. */
export interface UserErrorOptions extends ErrorOptions {
  /** What the user can do, as one sentence or one command. */
  readonly hint?: string;
}

/**
 * An error that a person can mend: `message` says what cannot be done, `hint` what to do.
 *
 * @example
 * ```ts
 * import { loadDataset, UserError } from "./mod.ts";
 *
 * const error = await loadDataset("nothing", "test").catch((error: unknown) => error);
 * console.log(error instanceof UserError && error.hint !== ""); // true
 * ```
 */
export class UserError extends Error {
  /** Tells it from other errors. */
  override readonly name: string = "UserError";
  /** What the user can do about it, or an empty string. */
  readonly hint: string;

  /**
   * Creates the error.
   *
   * @param message What cannot be done, a colon, what was expected and what was found.
   */
  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, options);
    this.hint = options.hint ?? "";
  }
}

/** Returns the message of an error as a sentence that another can follow. */
export function asSentence({ message }: Error): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}
