/** Trying again what failed for a passing reason. */

import { setTimeout } from "node:timers/promises";
import { DownloadError } from "./download_error.ts";

/** How often and how patiently to try. */
export interface TryOptions {
  /** Tries in all, 1 or more. */
  readonly tries: number;
  /** Milliseconds before the second try; each further pause is twice as long. */
  readonly pauseMilliseconds: number;
  /** Takes one line before each pause. */
  readonly announce: (line: string) => void;
  /** Ends the pause when the user stops the program. */
  readonly signal?: AbortSignal;
}

/**
 * Returns what `action` returns, and calls it again after a DownloadError that `canRetry`.
 *
 * Throws the last try's error, which an outer call does not try again, any other error at once, and
 * an AbortError when the signal is aborted during a pause.
 */
export async function withTries<Result>(
  action: () => Promise<Result>,
  options: TryOptions,
): Promise<Result> {
  const { tries, pauseMilliseconds, announce, signal } = options;
  for (let trial = 1;; trial += 1) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof DownloadError) || !error.canRetry) throw error;
      if (trial >= tries) {
        throw new DownloadError(error.message, { cause: error, hint: error.hint });
      }
      announce(`${error.message}. Trying again (${trial + 1} of ${tries}).`);
      await setTimeout(pauseMilliseconds * 2 ** (trial - 1), undefined, { signal });
    }
  }
}
