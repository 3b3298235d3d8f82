/** The error for a download that did not work, which tells whether another try makes sense. */

import { UserError, type UserErrorOptions } from "../../user_error.ts";

/** Extra parts of a {@linkcode DownloadError}. */
export interface DownloadErrorOptions extends UserErrorOptions {
  /**
   * Whether the same request may work in a moment.
   *
   * @default {false}
   */
  readonly canRetry?: boolean;
}

/** A download that failed: no connection, a wrong answer, damaged data. */
export class DownloadError extends UserError {
  /** Whether the same request may work in a moment. */
  readonly canRetry: boolean;

  constructor(message: string, options: DownloadErrorOptions = {}) {
    super(message, options);
    this.canRetry = options.canRetry ?? false;
  }
}
