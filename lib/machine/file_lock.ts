/** Locks between processes that the system itself lifts when their holder ends, however it ends. */

import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { statIfPresent } from "./existing_path.ts";

const MILLISECONDS_BETWEEN_LOOKS = 100;

/** A lock that this process holds. */
export interface FileLock {
  /** Lifts the lock and removes its file. */
  release(): Promise<void>;
}

/**
 * Locks the file at `path`, or returns undefined when another process holds it.
 *
 * An empty file is created where there is none; its folder must be there. One that a killed process
 * left behind locks nothing. The system's errors pass through.
 */
export async function tryFileLock(path: string): Promise<FileLock | undefined> {
  const file = await Deno.open(path, { create: true, write: true });
  // A holder that let go meanwhile has removed the file that was opened: another one counts now.
  if (!await file.tryLock(true) || (await file.stat()).ino !== (await statIfPresent(path))?.ino) {
    file.close();
    return undefined;
  }
  return {
    async release() {
      await Deno.remove(path).catch(() => {}); // Windows removes no open file: it stays, empty
      file.close();
    },
  };
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
 * Missing folders are created.
 *
 * @throws {AbortError} when the signal is aborted while it waits; the system's errors pass through.
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
    await lock.release();
  }
}
