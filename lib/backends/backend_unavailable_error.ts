/** The error for a backend that this machine cannot run, so that the caller takes the next one. */

/** Extra parts of a {@linkcode BackendUnavailableError}. */
export interface BackendUnavailableErrorOptions extends ErrorOptions {
  /** What would make the backend available, as one sentence or one command. */
  readonly hint?: string;
}

/** Says in one sentence why a backend cannot be used here, and in `hint` what would mend it. */
export class BackendUnavailableError extends Error {
  override readonly name = "BackendUnavailableError";
  /** What to install or to change, or an empty string. */
  readonly hint: string;

  constructor(message: string, options: BackendUnavailableErrorOptions = {}) {
    super(message, options);
    this.hint = options.hint ?? "";
  }
}
