/** A lock between processes that the system itself lifts when its holder ends, however it ends. */

import { dirname } from "node:path";

/**
 * Runs `action` while holding the lock file at `path`, and returns what it returns.
 *
 * `onWait` is called once when another process holds the lock. Missing folders are created, and the
 * empty lock file stays behind.
 */
export async function withFileLock<Result>(
  path: string,
  onWait: () => void,
  action: () => Promise<Result>,
): Promise<Result> {
  await Deno.mkdir(dirname(path), { recursive: true });
  using file = await Deno.open(path, { create: true, write: true });
  if (!await file.tryLock(true)) {
    onWait();
    await file.lock(true);
  }
  return await action();
}
