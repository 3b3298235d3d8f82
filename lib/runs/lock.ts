/** Holding a run folder, so that no two processes write the same run. */

import { join } from "node:path";
import { UserError } from "../user_error.ts";
import { type FileLock, tryFileLock } from "../machine/file_lock.ts";

/** The file that is locked; an empty one that a killed process leaves behind locks nothing. */
const lockFileName = "run.lock";

/**
 * Locks a run folder, which is there, until it is released or the process ends, however it ends.
 *
 * @throws UserError when another process holds it; the system's errors pass through.
 */
export async function lockFolder(folder: string): Promise<FileLock> {
  const lock = await tryFileLock(join(folder, lockFileName));
  if (lock !== undefined) return lock;
  throw new UserError(`Cannot write a run to "${folder}": another process is writing one there.`, {
    hint: "Choose another --out, or wait until that process has ended.",
  });
}
