/** Locks between processes that the system itself lifts when their holder ends, however it ends. */

import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";

const MILLISECONDS_BETWEEN_LOOKS = 100;

/**
 * Locks the file at `path`, or returns undefined when another process holds it.
 *
 * An empty file is created where there is none; closing the returned file lifts the lock.
 */
export async function tryFileLock(path: string): Promise<Deno.FsFile | undefined> {
  const file = await Deno.open(path, { create: true, write: true });
  if (await file.tryLock(true)) return file;
  file.close();
  return undefined;
}

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
  let lock = await tryFileLock(path);
  if (lock === undefined) options.onWait();
  while (lock === undefined) {
    await setTimeout(MILLISECONDS_BETWEEN_LOOKS, undefined, { signal: options.signal });
    lock = await tryFileLock(path);
  }
  try {
    return await action();
  } finally {
    lock.close();
  }
}
