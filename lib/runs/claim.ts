/** Claiming a run folder: it is free, can be written to, and belongs to this process alone. */

import { join } from "node:path";
import { isFolder } from "../machine/existing_path.ts";
import { tryFileLock } from "../machine/file_lock.ts";
import { isRefusal } from "../machine/system_error.ts";
import { taskCommand } from "../shell_words.ts";
import { UserError } from "../user_error.ts";
import { RESULTS_FOLDER, runState } from "./folder.ts";

/** The file that is locked; an empty one that a killed process leaves behind locks nothing. */
const LOCK_FILE_NAME = "run.lock";

/**
 * A run folder that no other process may write to, until it is disposed of; one that was created for
 * the claim and is still empty then goes away.
 */
export interface ClaimedFolder extends AsyncDisposable {
  readonly folder: string;
}

/**
 * Claims a new folder under `results`: the name and the time, UTC, with a number where another run
 * of that second has taken it.
 *
 * @throws {UserError} when it cannot be created or written to.
 */
export async function claimDefaultFolder(
  name: string,
  { results = RESULTS_FOLDER, time = new Date() }: { results?: string; time?: Date } = {},
): Promise<ClaimedFolder> {
  const digits = time.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  const first = join(results, `${name.replaceAll(/[/\\]/g, "-")}-${digits}`);
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
      return await lockFolder(folder, true);
    }
  });
}

/**
 * Claims `folder` for a new run, before any time is spent on it.
 *
 * @throws {UserError} when it already holds a run, another process writes one there, or it cannot be
 * created or written to.
 */
export async function claimFolder(folder: string): Promise<ClaimedFolder> {
  const claim = await explainWriteErrors(folder, async () => {
    const isNew = !await isFolder(folder);
    await Deno.mkdir(folder, { recursive: true });
    return await lockFolder(folder, isNew);
  });
  const state = await runState(folder);
  if (state === "none") return claim;
  await claim[Symbol.asyncDispose]();
  throw new UserError(`Cannot write a run to "${folder}": it already holds one.`, {
    hint: state === "begun"
      ? `Go on with it: ${taskCommand("train", "--resume", folder)}`
      : "Choose another --out, or remove that folder.",
  });
}

/**
 * Claims the folder of a run that goes on, and removes what killed processes left half written.
 *
 * @throws {UserError} when another process writes there, or it cannot be written to.
 */
export async function claimBegunFolder(folder: string): Promise<ClaimedFolder> {
  return await explainWriteErrors(folder, async () => {
    const claim = await lockFolder(folder, false);
    for (const place of [folder, join(folder, "model"), join(folder, "charts")]) {
      if (!await isFolder(place)) continue;
      for await (const { name } of Deno.readDir(place)) {
        if (name.endsWith(".partial")) await Deno.remove(join(place, name));
      }
    }
    return claim;
  });
}

/** Locks a folder until it is released or the process ends, however it ends. */
async function lockFolder(folder: string, isNew: boolean): Promise<ClaimedFolder> {
  const lock = await tryFileLock(join(folder, LOCK_FILE_NAME));
  if (lock === undefined) {
    throw new UserError(
      `Cannot write a run to "${folder}": another process is writing one there.`,
      { hint: "Choose another --out, or wait until that process has ended." },
    );
  }
  return {
    folder,
    async [Symbol.asyncDispose]() {
      await lock.release();
      if (isNew && Array.from(Deno.readDirSync(folder)).length === 0) await Deno.remove(folder);
    },
  };
}

/**
 * Runs `action` and says in one sentence when it cannot write to `folder`.
 *
 * @throws {UserError} for a disk that is full, a place that is forbidden, and their like.
 */
export async function explainWriteErrors<Result>(
  folder: string,
  action: () => Promise<Result>,
): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const hint = await runState(folder) === "begun"
      ? `Mend that, then go on: ${taskCommand("train", "--resume", folder)}`
      : "Choose a folder with space that you may write to, with --out.";
    throw new UserError(`Cannot write the run to "${folder}": ${error.message}.`, {
      cause: error,
      hint,
    });
  }
}
