/** A lock between processes that the system itself lifts when its holder ends, however it ends. */

import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";

const MILLISECONDS_BETWEEN_LOOKS = 100;

/** Options of {@linkcode withFileLock}. */
export interface FileLockOptions {
  /** Called once when another process holds the lock. */
  readonly onWait: () => void;
  /** Ends the waiting when the user stops the program. */
  readonly signal?: AbortSignal;
}

/**
 * Runs `action` while holding the lock file at `path`, and returns what it returns.
 *
 * Missing folders are created, and the empty lock file stays behind. Throws an AbortError when the
 * signal is aborted while it waits; the system's errors pass through.
 */
export async function withFileLock<Result>(
  path: string,
  options: FileLockOptions,
  action: () => Promise<Result>,
): Promise<Result> {
  await Deno.mkdir(dirname(path), { recursive: true });
  using file = await Deno.open(path, { create: true, write: true });
  if (!await file.tryLock(true)) {
    options.onWait();
    do await setTimeout(MILLISECONDS_BETWEEN_LOOKS, undefined, { signal: options.signal }); while (
      !await file.tryLock(true)
    );
  }
  return await action();
}
