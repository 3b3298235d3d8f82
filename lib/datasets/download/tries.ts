/** Trying again what failed for a passing reason. */

import { setTimeout } from "node:timers/promises";
import { asSentence, UserError, type UserErrorOptions } from "../../user_error.ts";

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

/** A host that did not answer. */
export class UnreachableError extends DownloadError {}

/** How patient a download is. */
export interface Patience {
  /**
   * How often each step is tried, 1 or more.
   *
   * @default {3}
   */
  readonly tries?: number;
  /**
   * Milliseconds before the second try; each further pause is twice as long.
   *
   * @default {1000}
   */
  readonly pauseMilliseconds?: number;
  /**
   * Milliseconds until a server must have answered.
   *
   * @default {10000}
   */
  readonly connectMilliseconds?: number;
  /**
   * Milliseconds that an answer may pause.
   *
   * @default {30000}
   */
  readonly stallMilliseconds?: number;
  /** Ends waiting and reading when the user stops the program. */
  readonly signal?: AbortSignal;
}

/**
 * Returns what `action` returns, and calls it again after a DownloadError that `canRetry`.
 *
 * @param announce Takes one line before each pause.
 * @throws {DownloadError} the last try's; any other error at once.
 * @throws {AbortError} when the signal is aborted during a pause.
 */
export async function withTries<Result>(
  { tries = 3, pauseMilliseconds = 1000, signal }: Patience,
  announce: (line: string) => void,
  action: () => Promise<Result>,
): Promise<Result> {
  for (let trial = 1;; trial += 1) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof DownloadError && error.canRetry && trial < tries)) throw error;
      announce(`${asSentence(error)} Trying again (${trial + 1} of ${tries}).`);
      await setTimeout(pauseMilliseconds * 2 ** (trial - 1), undefined, { signal });
    }
  }
}
