/** The folder that a run writes: where it is, that it is free, and what is said when it cannot be used. */

import { join } from "node:path";
import { RUN_FILES } from "../../runs/files.ts";
import { RESULTS_FOLDER } from "../../runs/folder.ts";
import { checkpointFileName } from "../../runs/checkpoint.ts";
import { isFile, isFolder } from "../../machine/existing_path.ts";
import { isRefusal } from "../../machine/system_error.ts";
import { UserError } from "../../user_error.ts";
import type { FileLock } from "../../machine/file_lock.ts";
import { lockFolder } from "../../runs/lock.ts";

/**
 * Creates and locks the folder of a run that was given none: its name and the time, UTC, under
 * `results`, with a number where another run of that second has taken it.
 *
 * @throws UserError when it cannot be created or written to.
 */
export async function claimDefaultFolder(
  name: string,
  { results = RESULTS_FOLDER, time = new Date() }: { results?: string; time?: Date } = {},
): Promise<ClaimedFolder> {
  const digits = time.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  const first = join(results, `${name}-${digits}`);
  return await explainWriteErrors(first, async () => {
    await Deno.mkdir(results, { recursive: true });
    for (let number = 1;; number += 1) {
      const folder = number === 1 ? first : `${first}-${number}`;
      try {
        await Deno.mkdir(folder);
      } catch (error) {
        if (error instanceof Deno.errors.AlreadyExists) continue;
        throw error;
      }
      return { folder, lock: await lockFolder(folder) };
    }
  });
}

/** A folder that this process alone writes to. */
export interface ClaimedFolder {
  readonly folder: string;
  readonly lock: FileLock;
}

/**
 * Makes sure that a new run may be written to `folder`, before any time is spent on it, and locks it.
 *
 * @throws UserError when it already holds a run, another process writes one there, or it cannot be
 * created or written to.
 */
export async function claimFolder(folder: string): Promise<ClaimedFolder> {
  const lock = await explainWriteErrors(folder, async () => {
    await Deno.mkdir(folder, { recursive: true });
    return await lockFolder(folder);
  });
  for (const file of [checkpointFileName, RUN_FILES.config]) {
    if (!await isFile(join(folder, file))) continue;
    await lock.release();
    throw new UserError(`Cannot write a run to "${folder}": it already holds one.`, {
      hint: file === checkpointFileName
        ? `Go on with it by --resume ${folder}, or choose another --out.`
        : "Choose another --out, or remove that folder.",
    });
  }
  return { folder, lock };
}

/** Returns whether `folder` holds a run that is finished. */
export async function holdsFinishedRun(folder: string): Promise<boolean> {
  return await isFile(join(folder, RUN_FILES.config)) &&
    !await isFile(join(folder, checkpointFileName));
}

/** Removes what processes left behind that were killed while they wrote a file. */
export async function removePartialFiles(folder: string): Promise<void> {
  for (const place of [folder, join(folder, "model"), join(folder, "charts")]) {
    if (!await isFolder(place)) continue;
    for await (const { name } of Deno.readDir(place)) {
      if (name.endsWith(".partial")) await Deno.remove(join(place, name));
    }
  }
}

/**
 * Runs `action` and says in one sentence when it cannot write to `folder`.
 *
 * @throws UserError for a disk that is full, a place that is forbidden, and their like.
 */
export async function explainWriteErrors<Result>(
  folder: string,
  action: () => Promise<Result>,
): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const hint = await isFile(join(folder, checkpointFileName))
      ? `Mend that, then go on: deno task train --resume ${folder}`
      : "Choose a folder with space that you may write to, with --out.";
    throw new UserError(`Cannot write the run to "${folder}": ${error.message}.`, {
      cause: error,
      hint,
    });
  }
}
