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

/** An error that a person can mend: `message` says what cannot be done, `hint` what to do. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** What the user can do about it, or an empty string. */
  readonly hint: string;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, options);
    this.hint = options.hint ?? "";
  }
}
