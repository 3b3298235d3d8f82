/** A lock between processes that the system itself lifts when its holder ends, however it ends. */

import { dirname } from "node:path";

/**
 * Runs `action` while holding the lock file at `path`, and returns what it returns.
 *
 * The empty lock file stays behind; a folder that is missing is created.
 *
 * @param onWait called once when another process holds the lock
 */
export async function withInstallLock<Result>(
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
